import { describe, expect, it } from '@jest/globals';
import { Problem } from '#contracts';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { sessionValue } from './session-cookie.js';

const options = { cookie: 'session', origin: 'https://app.test' };
const ofThePage = { cookie: 'theme=dark; session=a.b.c', 'x-keyward-console': '1', 'sec-fetch-site': 'same-origin' };
const ask = (headers: Readonly<Record<string, string>>) =>
  sessionValue(Object.assign(new IncomingMessage(new Socket()), { headers }), options);
const codeOf = (headers: Readonly<Record<string, string>>) => {
  try {
    return ask(headers) ?? 'none';
  } catch (error) {
    return error instanceof Problem ? error.code : error;
  }
};

describe('the session cookie', () => {
  it('stands for the user token in a call of the page', () => {
    expect(ask(ofThePage)).toBe('a.b.c');
  });

  it('counts by the origin of the page where the browser does not say from which site the call comes', () => {
    const { 'sec-fetch-site': site, ...unsaid } = ofThePage;
    expect(site).toBe('same-origin');
    expect(codeOf({ ...unsaid, origin: 'https://app.test' })).toBe('a.b.c');
    for (const origin of ['https://evil.test', 'null', 'https://app.test.evil.test'])
      expect(codeOf({ ...unsaid, origin })).toBe('session-refused');
    expect(codeOf(unsaid)).toBe('session-refused');
  });

  it.each([
    ['without the header of the page', { ...ofThePage, 'x-keyward-console': '' }],
    ['with another value of it', { ...ofThePage, 'x-keyward-console': 'true' }],
    ['from another site', { ...ofThePage, 'sec-fetch-site': 'cross-site', origin: 'https://app.test' }],
    ['from another origin of the site', { ...ofThePage, 'sec-fetch-site': 'same-site' }],
    ['that a person typed into the address bar', { ...ofThePage, 'sec-fetch-site': 'none' }],
  ])('does not count in a call %s', (_what, headers) => {
    expect(codeOf(headers)).toBe('session-refused');
  });

  it.each(['', 'session=', 'other=a.b.c', 'xsession=a.b.c', 'session=a; session=b'])('is none in %j', (cookie) => {
    expect(codeOf({ ...ofThePage, cookie })).toBe('none');
  });
});
