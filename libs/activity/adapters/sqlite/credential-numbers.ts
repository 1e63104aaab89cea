import { type SqliteDatabase } from '#sqlite';
import { z } from 'zod';
import { credentialOf } from '../../domain/usage-batch.js';

const MOST_REMEMBERED = 50_000;

const row = z.object({ credential: z.int(), key: z.int() });
/** What stands for a credential and its key in rows. */
type Numbers = z.infer<typeof row>;

/** Numbers are given once and stay; those that were asked for are remembered. */
export class CredentialNumbers {
  private readonly remembered = new Map<string, Numbers>();
  private readonly ofCredential;
  private readonly ofKey;
  private readonly add;
  private readonly setKey;

  constructor(database: SqliteDatabase) {
    this.ofCredential = database.prepare(
      'SELECT credential, key FROM used_credentials WHERE key_id = ? AND credential_id = ?',
    );
    this.ofKey = database.prepare('SELECT credential, key FROM used_credentials WHERE key_id = ? LIMIT 1');
    this.add = database.prepare(
      'INSERT INTO used_credentials (key, key_id, credential_id) VALUES (?, ?, ?) RETURNING credential, key',
    );
    this.setKey = database.prepare('UPDATE used_credentials SET key = credential WHERE credential = ?');
  }

  of(use: { readonly keyId: string; readonly credentialId: string }): Numbers {
    const id = credentialOf(use);
    const known = this.remembered.get(id);
    if (known !== undefined) return known;
    const { keyId, credentialId } = use;
    const stored = this.ofCredential.get(keyId, credentialId);
    const numbers = stored === undefined ? this.give(keyId, credentialId) : row.parse(stored);
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(id, numbers);
    return numbers;
  }

  ofKeyWithUses(keyId: string): number | undefined {
    const stored = this.ofKey.get(keyId);
    return stored === undefined ? undefined : row.parse(stored).key;
  }

  /** After a transaction that came to nothing: numbers that were given in it are not. */
  forget(): void {
    this.remembered.clear();
  }

  /** A key has the number of its first credential. */
  private give(keyId: string, credentialId: string): Numbers {
    const key = this.ofKeyWithUses(keyId);
    const { credential } = row.parse(this.add.get(key ?? 0, keyId, credentialId));
    if (key === undefined) this.setKey.run(credential);
    return { credential, key: key ?? credential };
  }
}
