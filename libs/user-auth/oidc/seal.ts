import { EncryptJWT, errors, jwtDecrypt, type JWTPayload } from 'jose';
import { hkdfSync } from 'node:crypto';
import { type z } from 'zod';
import { type Clock } from '#contracts';

const KEY_BYTES = 32;

/**
 * What only Keyward can read and write although a browser keeps it: a JWT encrypted with A256GCM, under a key of
 * `secret` for this one purpose.
 */
export class Seal<T extends JWTPayload> {
  private readonly key: Uint8Array;

  constructor(
    secret: string,
    purpose: string,
    private readonly content: z.ZodType<T>,
    private readonly clock: Clock,
  ) {
    this.key = new Uint8Array(hkdfSync('sha256', secret, '', `keyward ${purpose}`, KEY_BYTES));
  }

  /** `seconds`: how long it can be opened; without it, for as long as the secret stays the same. */
  close(content: T, seconds?: number): Promise<string> {
    const jwt = new EncryptJWT(content).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' });
    if (seconds !== undefined) jwt.setExpirationTime(Math.floor(this.clock.now().getTime() / 1000) + seconds);
    return jwt.encrypt(this.key);
  }

  /** Null: it is too old, or was not closed by this seal. */
  async open(sealed: string): Promise<T | null> {
    try {
      const { payload } = await jwtDecrypt(sealed, this.key, {
        currentDate: this.clock.now(),
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return this.content.parse(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
}
