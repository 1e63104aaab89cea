import { describe, expect, it } from '@jest/globals';
import { type Key, type Summary } from '../api/types';
import { countOf, queryOf, type Summaries, type View, viewOf, visibleKeys } from './filter';

const ALL: View = { search: '', filter: 'all', withRevoked: false, sort: 'newest' };

function keyNamed(name: string, rest: Partial<Key> = {}): Key {
  return {
    keyId: name,
    name,
    scope: 'read-only',
    mode: 'live',
    status: 'active',
    hint: `claribi_sk_live_${name.slice(0, 4)}`,
    createdAt: '2026-11-01T00:00:00Z',
    rotatedAt: null,
    ageDays: 27,
    rotationDue: false,
    expiresAt: null,
    revokedAt: null,
    revokedReason: null,
    reminder: null,
    credentials: [],
    olderCredentials: 0,
    ...rest,
  };
}

function used(keyId: string, rest: Partial<Summary> = {}): [string, Summary] {
  return [
    keyId,
    {
      keyId,
      lastUsedAt: '2026-11-27T00:00:00Z',
      last24h: 1,
      last7d: 1,
      last30d: 1,
      lastEndpoint: null,
      flag: null,
      series: [],
      ...rest,
    },
  ];
}

const names = (keys: readonly Key[]) => keys.map(({ name }) => name);

describe('the keys in view', () => {
  const keys = [
    keyNamed('new'),
    keyNamed('quiet'),
    keyNamed('idle'),
    keyNamed('busy'),
    keyNamed('due', { rotationDue: true }),
    keyNamed('gone', { status: 'revoked' }),
    keyNamed('loading'),
  ];
  const summaries: Summaries = new Map([
    used('new'),
    used('quiet', { lastUsedAt: null, last24h: 0 }),
    used('idle', { flag: 'idle', last24h: 0, lastUsedAt: '2026-10-01T00:00:00Z' }),
    used('busy', { flag: 'busy', last24h: 1101 }),
    used('due'),
    used('gone', { flag: 'idle', lastUsedAt: null }),
  ]);

  it.each([
    ['all', ['new', 'quiet', 'idle', 'busy', 'due', 'gone', 'loading']],
    ['due', ['due']],
    ['unused', ['quiet', 'idle']],
    ['busy', ['busy']],
  ] as const)(
    'of the filter %s are these; a key whose use is not known yet is not unused, nor one that does not work',
    (filter, expected) => {
      expect(names(visibleKeys(keys, { ...ALL, filter }, summaries))).toEqual(expected);
      expect(countOf(keys, filter, summaries)).toBe(expected.length);
    },
  );

  it('have what was searched for in their name or start, whatever its case', () => {
    expect(names(visibleKeys(keys, { ...ALL, search: ' IDL ' }, summaries))).toEqual(['idle']);
    expect(names(visibleKeys(keys, { ...ALL, search: 'live_busy' }, summaries))).toEqual(['busy']);
    expect(names(visibleKeys([keyNamed('<img onerror>')], { ...ALL, search: '.*' }, summaries))).toEqual([]);
  });

  it('are found by a key that is pasted whole, of which the address keeps only the start', () => {
    const query = queryOf({ ...ALL, search: 'claribi_sk_live_busy5TUVWXYZ0123456789abcdefghijklmn' });
    expect(query.toString()).toBe('search=claribi_sk_live_busy');
    expect(names(visibleKeys(keys, viewOf(query), summaries))).toEqual(['busy']);
  });

  it('are those that are paused, which are neither unused nor busy', () => {
    const paused = keyNamed('paused', { status: 'paused' });
    const unused: Summaries = new Map([used('paused', { flag: 'idle', lastUsedAt: null })]);
    expect(names(visibleKeys([...keys, paused], { ...ALL, filter: 'paused' }, unused))).toEqual(['paused']);
    expect(visibleKeys([paused], { ...ALL, filter: 'unused' }, unused)).toEqual([]);
  });

  it('are sorted by requests, last use or age, the most first; unknown use comes last', () => {
    expect(names(visibleKeys(keys, { ...ALL, sort: 'requests' }, summaries))[0]).toBe('busy');
    expect(names(visibleKeys(keys, { ...ALL, sort: 'last-used' }, summaries)).slice(-1)).toEqual(['loading']);
    const old = keyNamed('old', { createdAt: '2026-01-01T00:00:00Z' });
    const rotated = keyNamed('rotated', { createdAt: '2026-01-01T00:00:00Z', rotatedAt: '2026-11-20T00:00:00Z' });
    expect(names(visibleKeys([rotated, keyNamed('new'), old], { ...ALL, sort: 'age' }, summaries))).toEqual([
      'old',
      'new',
      'rotated',
    ]);
  });
});

describe('the view in the address', () => {
  it.each<View>([
    ALL,
    { search: 'a&b=c', filter: 'busy', withRevoked: true, sort: 'age' },
    { ...ALL, search: 'مفتاح' },
  ])('comes back as it was: %j', (view) => {
    expect(viewOf(new URLSearchParams(queryOf(view).toString()))).toEqual(view);
  });

  it('is the whole list when it is nothing that there is', () => {
    expect(viewOf(new URLSearchParams('filter=none&sort=up&revoked=1'))).toEqual(ALL);
  });
});
