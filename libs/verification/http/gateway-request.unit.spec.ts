import { describe, expect, it } from '@jest/globals';
import { askedEndpoint } from './gateway-request.js';

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
