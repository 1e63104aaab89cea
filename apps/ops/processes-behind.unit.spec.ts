import { describe, expect, it } from '@jest/globals';
import { processesBehind } from './processes-behind.js';

const URL = 'https://key-command-each:3000';
const found =
  (...addresses: readonly string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

describe('the processes behind an address', () => {
  it('are all that its name stands for', async () => {
    const asked: string[] = [];
    const processes = await processesBehind(URL, (host) => {
      asked.push(host);
      return found('10.0.0.1', '10.0.0.2')();
    });
    expect(asked).toEqual(['key-command-each']);
    expect(processes).toEqual([
      { url: URL, ip: '10.0.0.1' },
      { url: URL, ip: '10.0.0.2' },
    ]);
  });
  it('are counted once where each has an address of both families', async () => {
    expect(await processesBehind(URL, found('fd00::1', 'fd00::2', '10.0.0.1', '10.0.0.2'))).toEqual([
      { url: URL, ip: 'fd00::1' },
      { url: URL, ip: 'fd00::2' },
    ]);
    expect(await processesBehind(URL, found('::1', '127.0.0.1'))).toEqual([{ url: URL }]);
  });
  it('are left to whoever asks, where there is one or none can be found', async () => {
    expect(await processesBehind(URL, found('10.0.0.1'))).toEqual([{ url: URL }]);
    expect(await processesBehind(URL, () => Promise.reject(new Error('ENOTFOUND')))).toEqual([{ url: URL }]);
    expect(await processesBehind('http://[::1]:3000')).toEqual([{ url: 'http://[::1]:3000' }]);
  });
});
