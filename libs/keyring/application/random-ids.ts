import { Injectable } from '@nestjs/common';
import { randomBase62 } from '#key-secret';

const LENGTH = 22;

/** Opaque ids of 131 random bits: nobody hands them out, and no two are the same. */
@Injectable()
export class RandomIds {
  keyId(): string {
    return `key_${randomBase62(LENGTH)}`;
  }

  credentialId(): string {
    return `cred_${randomBase62(LENGTH)}`;
  }
}
