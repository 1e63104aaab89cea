import { type KeyringEvent } from '#contracts';
import { withChange } from './change-limit.js';
import { type ChangesOfMinute, type IssuedKey, type Key, type Keyring, type Owner } from './keyring.js';

/** A keyring that events are being applied to. It is changed in place, so that many events cost no more than each alone. */
export class KeyringDraft {
  private readonly keys: Key[];
  /** Where each key that is not revoked stands: a revoked one is beyond change. */
  private readonly issued = new Map<string, number>();
  private owner: Owner;
  private recentChanges: readonly ChangesOfMinute[];

  constructor(keyring: Keyring) {
    this.owner = keyring.owner;
    this.recentChanges = keyring.recentChanges;
    this.keys = [...keyring.keys];
    for (const [place, { state, keyId }] of this.keys.entries()) if (state === 'issued') this.issued.set(keyId, place);
  }

  add(key: IssuedKey): void {
    this.issued.set(key.keyId, this.keys.push(key) - 1);
  }

  /** Of a key that is revoked, or not there, nothing changes. */
  changeKey(keyId: string, change: (key: IssuedKey) => Key): void {
    const place = this.issued.get(keyId);
    const key = place === undefined ? undefined : this.keys[place];
    if (place === undefined || key?.state !== 'issued') return;
    const changed = change(key);
    this.keys[place] = changed;
    if (changed.state === 'revoked') this.issued.delete(keyId);
  }

  changeEachKey(change: (key: IssuedKey) => Key): void {
    for (const keyId of [...this.issued.keys()]) this.changeKey(keyId, change);
  }

  changeOwner(change: Partial<Owner>): void {
    this.owner = { ...this.owner, ...change };
  }

  count(event: KeyringEvent, time: Date): void {
    this.recentChanges = withChange(this.recentChanges, event, time);
  }

  get ownerHasCalled(): boolean {
    return this.owner.seen;
  }

  /** As it is now. The draft is not used any more. */
  keyring(): Keyring {
    return { owner: this.owner, keys: this.keys, recentChanges: this.recentChanges };
  }
}
