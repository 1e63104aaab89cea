import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { admitCaller, type AdmissionEnv, unknownTokenNotice } from './admit-caller.js';

const listed = `reports:${createHash('sha256').update('the token of reports').digest('hex')}`;
const env = (given: Partial<AdmissionEnv>): AdmissionEnv => ({ HOST: '127.0.0.1', SERVICE_TOKENS: '', ...given });

describe('who may ask for verdicts', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])(
    'is anybody on the machine itself (%s) while no service is listed',
    (HOST) => {
      expect(admitCaller(env({ HOST }))).toBeNull();
    },
  );

  it.each(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::', '10.0.0.7'])(
    'is a service that is listed, once one is, also on %s',
    (HOST) => {
      const admit = admitCaller(env({ HOST, SERVICE_TOKENS: listed }));
      expect(() => {
        admit?.('the token of reports');
      }).not.toThrow();
      for (const token of [undefined, 'another token'])
        expect(() => {
          admit?.(token);
        }).toThrow('service-token-invalid');
    },
  );

  it.each(['0.0.0.0', '::', '10.0.0.7', '127.evil.example', 'localhost.example'])(
    'is nobody on %s while no service is listed',
    (HOST) => {
      expect(() => {
        admitCaller(env({ HOST }))?.('any token');
      }).toThrow('service-token-invalid');
    },
  );

  it('is anybody where VERIFY_AUTH says so', () => {
    expect(admitCaller(env({ HOST: '0.0.0.0', SERVICE_TOKENS: listed, VERIFY_AUTH: 'none' }))).toBeNull();
  });
});

describe('a token that nobody asked for', () => {
  it('is reported once when no service has it, without the token', () => {
    const lines: string[] = [];
    const notice = unknownTokenNotice(env({ SERVICE_TOKENS: listed, VERIFY_AUTH: 'none' }), {
      warn: (line: string) => {
        lines.push(line);
      },
    });
    for (const token of ['the token of reports', 'mistyped', 'mistyped too']) notice(token);
    expect(lines).toEqual([expect.stringContaining('SERVICE_TOKENS does not list')]);
    expect(lines[0]).not.toContain('mistyped');
  });
});
