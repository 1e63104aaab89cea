import { describe, expect, it } from '@jest/globals';
import { askedEndpoint, presentedKey } from './gateway-request.js';

const key = 'claribi_sk_live_one';
const other = 'claribi_sk_live_two';
const keyOf = (...headers: readonly string[]) => presentedKey(headers, 'claribi');

describe('the key of a request', () => {
  it.each([
    ['X-API-Key', ['X-API-Key', key]],
    ['Authorization: Bearer', ['Authorization', `Bearer ${key}`]],
    ['a bearer scheme in another case', ['authorization', `bEARER   ${key} `]],
    ['both, when they agree', ['X-API-Key', key, 'Authorization', `Bearer ${key}`]],
    ['X-API-Key next to a user token', ['x-api-key', key, 'Authorization', 'Bearer eyJhbGciOi']],
    ['Bearer next to an empty X-API-Key', ['x-api-key', '', 'Authorization', `Bearer ${key}`]],
  ])('comes from %s', (_, headers) => {
    expect(keyOf(...headers)).toEqual({ kind: 'key', key });
  });

  it.each([
    ['nothing', []], ['an empty header', ['X-API-Key', '']], ['a user token', ['Authorization', 'Bearer eyJhbGciOi']],
    ['another scheme', ['Authorization', `Basic ${key}`]], ['a key without a scheme', ['Authorization', key]], ['a header of another name', ['X-Api-Keys', key]],
  ])('is missing with %s', (_, headers) => {
    expect(keyOf(...headers)).toEqual({ kind: 'missing' });
  });

  it.each([
    ['two keys', ['X-API-Key', key, 'Authorization', `Bearer ${other}`]], ['a repeated header', ['X-API-Key', key, 'x-api-key', key]],
    ['a repeated header, once empty', ['X-API-Key', '', 'X-API-KEY', key]], ['two bearer keys', ['Authorization', `Bearer ${key}`, 'Authorization', `Bearer ${key}`]],
    ['a bearer key behind another token', ['Authorization', 'Bearer eyJhbGciOi', 'Authorization', `Bearer ${key}`]],
  ])('is ambiguous with %s', (_, headers) => {
    expect(keyOf(...headers)).toEqual({ kind: 'ambiguous' });
  });

  it('is taken as it came: what is joined by a comma is one value', () => {
    expect(keyOf('X-API-Key', `${key}, ${other}`)).toEqual({ kind: 'key', key: `${key}, ${other}` });
  });
});

describe('what a request asks for', () => {
  const requestLine = () => ({ method: 'GET', path: '/line' });
  const forwarded = ['X-Forwarded-Method', 'PUT', 'X-Forwarded-Uri', '/forwarded?x=1'];
  const original = ['X-Original-Method', 'POST', 'X-Original-URI', '/original'];
  const nothing = { method: '', path: '' };

  it('comes from the one family that counts', () => {
    const all = [...original, ...forwarded];
    expect(askedEndpoint(all, 'forwarded', requestLine)).toEqual({ method: 'PUT', path: '/forwarded?x=1' });
    expect(askedEndpoint(all, 'original', requestLine)).toEqual({ method: 'POST', path: '/original' });
    expect(askedEndpoint(all, 'request-line', requestLine)).toEqual({ method: 'GET', path: '/line' });
  });

  it('is nothing that a route table knows when a member is missing, repeated or absurd', () => {
    expect(askedEndpoint(original, 'forwarded', requestLine)).toEqual(nothing);
    expect(askedEndpoint(forwarded.slice(0, 2), 'forwarded', requestLine)).toEqual(nothing);
    expect(askedEndpoint(forwarded.slice(2), 'forwarded', requestLine)).toEqual(nothing);
    expect(askedEndpoint([...forwarded, ...forwarded.slice(0, 2)], 'forwarded', requestLine)).toEqual(nothing);
    expect(askedEndpoint([...forwarded, ...forwarded.slice(2)], 'forwarded', requestLine)).toEqual(nothing);
    expect(askedEndpoint(['x-forwarded-method', 'G'.repeat(17), 'x-forwarded-uri', '/'], 'forwarded', requestLine)).toEqual(nothing);
  });
});
