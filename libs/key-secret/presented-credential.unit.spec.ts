import { describe, expect, it } from '@jest/globals';
import { presentedCredential } from './presented-credential.js';

const KEY = 'claribi_sk_live_a';
const OTHER_KEY = 'claribi_sk_live_b';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln';
const read = (...rawHeaders: string[]) => presentedCredential(rawHeaders, { takesUserTokens: true });
const readKeysOnly = (...rawHeaders: string[]) => presentedCredential(rawHeaders, { takesUserTokens: false });

describe('a request', () => {
  it('brings a key in X-API-Key or as a Bearer value', () => {
    expect(read('x-api-key', KEY)).toEqual({ kind: 'key', key: KEY });
    expect(read('Host', 'h', 'X-API-KEY', KEY)).toEqual({ kind: 'key', key: KEY });
    expect(read('authorization', `bEARER  ${KEY} `)).toEqual({ kind: 'key', key: KEY });
    expect(read('x-api-key', '', 'Authorization', `Bearer ${KEY}`)).toEqual({ kind: 'key', key: KEY });
    expect(read('X-API-Key', KEY, 'Authorization', `Bearer ${KEY}`)).toEqual({ kind: 'key', key: KEY });
  });

  it('brings whatever stands in X-API-Key as a key, so that the verdict says what is wrong with it', () => {
    expect(read('X-API-Key', TOKEN)).toEqual({ kind: 'key', key: TOKEN });
    expect(read('X-API-Key', `${KEY}, ${OTHER_KEY}`)).toEqual({ kind: 'key', key: `${KEY}, ${OTHER_KEY}` });
  });

  it('brings a user token as a Bearer value that is no key', () => {
    expect(read('Authorization', `Bearer ${TOKEN}`)).toEqual({ kind: 'user-token', token: TOKEN });
  });

  it('brings nothing by other means', () => {
    expect(read()).toEqual({ kind: 'none' });
    expect(read('X-API-Key', '')).toEqual({ kind: 'none' });
    expect(read('Authorization', KEY)).toEqual({ kind: 'none' });
    expect(read('X-Api-Keys', KEY)).toEqual({ kind: 'none' });
    expect(read('Authorization', 'Basic YTpi')).toEqual({ kind: 'none' });
    expect(read('Authorization', 'Bearer')).toEqual({ kind: 'none' });
    expect(read('Cookie', `X-API-Key=${KEY}`, 'X-Note', 'x-api-key')).toEqual({ kind: 'none' });
  });

  it.each([
    ['two X-API-Key headers, alike or not', ['X-API-Key', KEY, 'x-api-key', KEY]],
    ['a repeated header, once empty', ['X-API-Key', '', 'X-API-KEY', KEY]],
    ['a key behind another token', ['Authorization', `Bearer ${TOKEN}`, 'Authorization', `Bearer ${KEY}`]],
    ['two Authorization headers', ['Authorization', `Bearer ${KEY}`, 'authorization', `Bearer ${KEY}`]],
    ['two different keys', ['X-API-Key', KEY, 'Authorization', `Bearer ${OTHER_KEY}`]],
    ['a key and a user token', ['X-API-Key', KEY, 'Authorization', `Bearer ${TOKEN}`]],
  ])('is ambiguous with %s', (_, rawHeaders) => {
    expect(read(...rawHeaders)).toEqual({ kind: 'ambiguous' });
  });

  it('may carry a token for somebody else where user tokens are not taken', () => {
    expect(readKeysOnly('X-API-Key', KEY, 'Authorization', `Bearer ${TOKEN}`)).toEqual({ kind: 'key', key: KEY });
    expect(readKeysOnly('Authorization', `Bearer ${TOKEN}`)).toEqual({ kind: 'none' });
    expect(readKeysOnly('X-API-Key', KEY, 'Authorization', `Bearer ${OTHER_KEY}`)).toEqual({ kind: 'ambiguous' });
  });
});
