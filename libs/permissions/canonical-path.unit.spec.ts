import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalPath } from './canonical-path.js';

describe('canonicalPath', () => {
  it.each([
    ['/', '/'],
    ['/?a=1', '/'],
    ['/api/reports', '/api/reports'],
    ['/api/reports/', '/api/reports'],
    ['/api/reports?x=/../y&z=%zz', '/api/reports'],
    ['/api/reports/?x?y', '/api/reports'],
    ['/api/goals/a%20b', '/api/goals/a b'],
    ['/api/goals/%C3%A9', '/api/goals/é'],
    ['/api/goals/%61%2D', '/api/goals/a-'],
    ['/api/goals/...', '/api/goals/...'],
    ['/api/goals/.a/a./..a', '/api/goals/.a/a./..a'],
    ['/API/Reports', '/API/Reports'],
  ])('reads %s as %s', (raw, path) => {
    expect(canonicalPath(raw)).toBe(path);
  });

  it.each([
    ['nothing', ''],
    ['a query alone', '?a=/b'],
    ['no slash at the beginning', 'api/reports'],
    ['a whole URL', 'https://host/api/reports'],
    ['an asterisk', '*'],
    ['two slashes', '//'],
    ['an authority', '//host/api'],
    ['an empty segment', '/api//reports'],
    ['two trailing slashes', '/api/reports//'],
    ['a dot segment', '/api/./reports'],
    ['a parent segment', '/api/reports/../api-keys'],
    ['a parent segment at the end', '/api/reports/..'],
    ['a parent segment before the trailing slash', '/api/reports/../'],
    ['an encoded dot segment', '/api/%2e/reports'],
    ['an encoded parent segment', '/api/reports/%2E%2e/api-keys'],
    ['a half encoded parent segment', '/api/reports/.%2e'],
    ['an encoded slash', '/api/reports%2Fa'],
    ['an encoded slash at the end', '/api/reports/%2f'],
    ['a backslash', '/api/reports\\a'],
    ['an encoded backslash', '/api/reports/..%5c..%5Capi-keys'],
    ['a matrix parameter', '/api/reports;v=1'],
    ['an encoded semicolon', '/api/reports%3Bv=1'],
    ['a fragment', '/api/goals/x#/../y'],
    ['a double encoding', '/api/%252e%252e/x'],
    ['an encoded percent sign', '/api/goals/100%25'],
    ['a broken escape', '/api/goals/%zz'],
    ['half an escape', '/api/goals/%4'],
    ['an encoded zero byte', '/api/goals/a%00'],
    ['an encoded newline', '/api/goals/a%0d%0aX: y'],
    ['an encoded DEL', '/api/goals/%7f'],
    ['an encoded C1 control', '/api/goals/%C2%85'],
    ['a raw tab', '/api/goals/\t'],
    ['a raw space', '/api/goals/a b'],
    ['an overlong slash', '/api/goals/%C0%AFa'],
    ['a lone continuation byte', '/api/goals/%80'],
    ['an encoded surrogate', '/api/goals/%ED%A0%80'],
    ['raw bytes that are not ASCII', '/api/goals/\u00ff'],
    ['a raw lone surrogate', '/api/goals/\ud800'],
  ])('refuses %s', (_, raw) => {
    expect(canonicalPath(raw)).toBeNull();
  });

  const pieces = fc.constantFrom(
    '/',
    '.',
    '..',
    '%',
    '%2e',
    '%2F',
    '%25',
    '%5c',
    ';',
    '\\',
    '?',
    '#',
    'api',
    'a',
    '%C3%A9',
    '%FF',
    '\u0000',
    ' ',
    'é',
    '\ud800',
  );
  const nastyPath = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((parts) => `/${parts.join('')}`),
    fc.string({ unit: 'binary' }),
    fc.webPath(),
  );

  it('never throws, and lets through no segment that could be read in two ways', () => {
    fc.assert(
      fc.property(nastyPath, (raw) => {
        const path = canonicalPath(raw);
        if (path === null || path === '/') return;
        const [before, ...segments] = path.split('/');
        expect(before).toBe('');
        expect(segments.length).toBeGreaterThan(0);
        for (const segment of segments) expect(segment).not.toMatch(/^\.{0,2}$|[\p{Cc}%;\\]/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with what a URL parser makes of every path that it lets through', () => {
    fc.assert(
      fc.property(nastyPath, (raw) => {
        const path = canonicalPath(raw);
        if (path === null || path === '/') return;
        const parsed = decodeURIComponent(new URL(`http://host${raw}`).pathname);
        expect(parsed.replace(/(?<=.)\/$/, '')).toBe(path);
      }),
      { numRuns: 2000 },
    );
  });
});
