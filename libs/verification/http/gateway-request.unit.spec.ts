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

  describe('by X-Original-URL', () => {
    const asked = (...headers: string[]) =>
      askedEndpoint(['X-Original-Method', 'GET', ...headers], 'original', requestLine);

    it.each([
      ['http://example.com/api/reports?page=2', '/api/reports?page=2'],
      ['https://example.com:8443/api/reports/', '/api/reports/'],
      ['HTTPS://EXAMPLE.COM/api//%2e', '/api//%2e'],
      ['/api/reports?x=http://example.com/', '/api/reports?x=http://example.com/'],
      ['http://[::1]:8080/api/reports', '/api/reports'],
      ['http:///api/reports', '/api/reports'],
    ])('%s asks for %s', (url, path) => {
      expect(asked('X-Original-URL', url)).toEqual({ method: 'GET', path });
    });

    it.each([
      'http://example.com',
      'http://x?/api/reports',
      'http://x#/api/reports',
      'http://x\\/api/reports',
      'example.com/api/reports',
      'ftp://example.com/api/reports',
      ' /api/reports',
      '',
    ])('%j asks for no path', (url) => {
      expect(asked('X-Original-URL', url).path).not.toMatch(/^\//);
    });

    it('agrees with X-Original-URI, or is nothing', () => {
      const url = ['X-Original-URL', 'http://example.com/api/users/7?x=1'];
      expect(asked(...url, 'X-Original-URI', '/api/users/7?x=1')).toEqual({ method: 'GET', path: '/api/users/7?x=1' });
      for (const uri of ['/api/reports', '/api/users/7', '/api/users/7?x=1#', 'http://example.com/api/users/7?x=1', ''])
        expect([uri, asked(...url, 'X-Original-URI', uri)]).toEqual([uri, nothing]);
    });

    it('is nothing when it is repeated, or without a method', () => {
      const url = ['X-Original-URL', '/api/reports'];
      expect(asked(...url, ...url)).toEqual(nothing);
      expect(asked(...url, 'X-Original-URI', '/api/reports', 'X-Original-URI', '/api/reports')).toEqual(nothing);
      expect(askedEndpoint(url, 'original', requestLine)).toEqual(nothing);
    });
  });

  it('is nothing that a route table knows when a member is missing, repeated or absurd', () => {
    expect(askedEndpoint(original, 'forwarded', requestLine)).toEqual(nothing);
    expect(askedEndpoint(forwarded.slice(0, 2), 'forwarded', requestLine)).toEqual(nothing);
    expect(askedEndpoint(forwarded.slice(2), 'forwarded', requestLine)).toEqual(nothing);
    expect(askedEndpoint([...forwarded, ...forwarded.slice(0, 2)], 'forwarded', requestLine)).toEqual(nothing);
    expect(askedEndpoint([...forwarded, ...forwarded.slice(2)], 'forwarded', requestLine)).toEqual(nothing);
    expect(
      askedEndpoint(['x-forwarded-method', 'G'.repeat(17), 'x-forwarded-uri', '/'], 'forwarded', requestLine),
    ).toEqual(nothing);
  });
});
