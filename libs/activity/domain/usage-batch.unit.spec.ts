import { describe, expect, it } from '@jest/globals';
import { count, latest, ms, usage } from '../testing/samples.js';
import { latestUses, sumOfUses } from './usage-batch.js';

describe('the uses of some records', () => {
  it('are summed by minute and credential, those of two keys apart', () => {
    const records = [
      usage({ counts: [count({ minute: 3, accepted: 2, denied: 1 }), count({ minute: 4, accepted: 4 })] }),
      usage({ sequence: 2, counts: [count({ minute: 3, accepted: 1 }), count({ minute: 3, credentialId: 'c2' })] }),
      usage({ keyId: 'k2', counts: [count({ minute: 3, credentialId: 'c3' })] }),
    ];
    const uses = { keyId: 'k1', credentialId: 'c1', at: ms('2026-01-05T09:03Z'), accepted: 1, denied: 0 };
    expect(sumOfUses(records)).toEqual([
      { ...uses, accepted: 3, denied: 1 },
      { ...uses, credentialId: 'c2' },
      { ...uses, keyId: 'k2', credentialId: 'c3' },
      { ...uses, at: ms('2026-01-05T09:04Z'), accepted: 4 },
    ]);
    expect(records[0]?.uses[0]).toMatchObject({ accepted: 2, denied: 1 });
  });

  it('end with the latest of each credential, which may have two times: its own, and that of the endpoint', () => {
    const [first, named, last] = ['2026-01-05T09:01:00Z', '2026-01-05T09:02:00Z', '2026-01-05T09:03:00Z'] as const;
    const records = [
      usage({ latest: [latest(named, '/named'), latest(first, null, 'c2')] }),
      usage({ sequence: 2, latest: [latest(last, null), latest(first, '/first')] }),
    ];
    expect(latestUses(records)).toEqual([
      { keyId: 'k1', credentialId: 'c1', at: ms(last), endpoint: { at: ms(named), method: 'GET', path: '/named' } },
      { keyId: 'k1', credentialId: 'c2', at: ms(first), endpoint: null },
    ]);
  });
});
