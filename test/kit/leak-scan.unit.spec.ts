import { describe, expect, it } from '@jest/globals';
import { SecretVault } from './leak-scan.js';

const SECRET = 'claribi_sk_live_Zx81mQpLw0vNs7TbYc4RkHd2JfGu6E93aVoK';

describe('the leak scan', () => {
  const vault = new SecretVault();
  vault.remember('API key', SECRET);
  const search = (bytes: Buffer): readonly string[] => vault.findIn([{ name: 'events.db', bytes }]);

  it.each([
    ['raw', `{"secret":"${SECRET}"}`],
    ['in hex', Buffer.from(`ab${SECRET}`).toString('hex')],
    ['in upper-case hex', Buffer.from(SECRET).toString('hex').toUpperCase()],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 one byte behind', Buffer.from(`x${SECRET}y`).toString('base64')],
    ['in base64 two bytes behind', Buffer.from(`xx${SECRET}yy`).toString('base64')],
    ['in base64url', Buffer.from(`{"key":"${SECRET}"}`).toString('base64url')],
  ])('finds a secret %s', (_form, text) => {
    expect(search(Buffer.from(`before ${text} after`))).not.toEqual([]);
  });

  it('says where, never what', () => {
    expect(search(Buffer.from(`0123${SECRET}`))).toEqual(['API key in events.db at 4']);
  });

  it('lets a hint pass', () => {
    expect(search(Buffer.from(SECRET.slice(0, 20)))).toEqual([]);
  });
});
