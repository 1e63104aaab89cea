import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 22;

/** Opaque ids of 131 random bits: nobody hands them out, and no two are the same. */
@Injectable()
export class RandomIds {
  keyId(): string {
    return `key_${randomBase62()}`;
  }

  credentialId(): string {
    return `cred_${randomBase62()}`;
  }
}

function randomBase62(): string {
  return Array.from({ length: LENGTH }, () => BASE62.charAt(randomInt(BASE62.length))).join('');
}
