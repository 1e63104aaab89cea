import { describe, expect, it } from '@jest/globals';
import { loadEnv } from '#env';
import { EmbedEnv } from './embed-env.js';

const read = (EMBED_ORIGINS: string) => loadEnv(EmbedEnv, { EMBED_ORIGINS }).EMBED_ORIGINS;

describe('the origins that may show the page in a frame', () => {
  it('are none unless said', () => {
    expect([read(''), loadEnv(EmbedEnv, {}).EMBED_ORIGINS]).toEqual([[], []]);
  });

  it('are over https, and over http on this machine', () => {
    expect(
      read('https://app.example.com, https://app.example.com:8443,http://localhost:4000,http://127.0.0.1'),
    ).toEqual(['https://app.example.com', 'https://app.example.com:8443', 'http://localhost:4000', 'http://127.0.0.1']);
  });

  it.each([
    ['http://app.example.com', 'over plain http'],
    ['http://localhost.example.com', 'over plain http'],
    ['https://*.example.com', 'without *'],
    ['*', 'not an origin that begins with https://'],
    ["'self'", 'not an origin that begins with https://'],
    ['app.example.com', 'not an origin that begins with https://'],
    ['ftp://app.example.com', 'not an origin that begins with https://'],
    ['https:', 'not an origin that begins with https://'],
    ['https://[::1]:4000', 'without IPv6 addresses'],
    ["https://a.example;script-src'self'", 'not a plain name'],
    ['https://a.example https://b.example', 'not an origin that begins with https://'],
    ['https://app.example.com/', 'write https://app.example.com.'],
    ['https://app.example.com/settings', 'write https://app.example.com.'],
    ['https://app.example.com:443', 'write https://app.example.com.'],
    ['https://App.example.com', 'write https://app.example.com.'],
    ['https://user@app.example.com', 'write https://app.example.com.'],
    ['https://good.example,http://bad.example', '"http://bad.example" over plain http'],
  ])('are refused at the start as %s, with what is wrong and a right value', (written, message) => {
    expect(() => read(written)).toThrow(message);
    expect(() => read(written)).toThrow(/EMBED_ORIGINS \(now .*Example: EMBED_ORIGINS=https:\/\/app\.example\.com$/);
  });
});
