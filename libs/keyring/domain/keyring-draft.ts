import { type KeyringEvent } from '#contracts';
import { withChange } from './change-limit.js';
import { type ChangesOfMinute, type IssuedKey, type Key, type Keyring, type Owner } from './keyring.js';

/** A keyring that events are being applied to. It is changed in place, so that many events cost no more than each alone. */
export class KeyringDraft {
  private readonly keys: Key[];
  /** Where each key that is not revoked stands: a revoked one is beyond change. Undefined until a key changes. */
  private issued: Map<string, number> | undefined;
  private owner: Owner;
  private recentChanges: readonly ChangesOfMinute[];

  constructor(keyring: Keyring) {
    this.owner = keyring.owner;
    this.recentChanges = keyring.recentChanges;
    this.keys = [...keyring.keys];
  }

  add(key: IssuedKey): void {
    const place = this.keys.push(key) - 1;
    this.issued?.set(key.keyId, place);
  }

  /** Of a key that is revoked, or not there, nothing changes. */
  changeKey(keyId: string, change: (key: IssuedKey) => Key): void {
    const issued = this.placesOfIssued();
    const place = issued.get(keyId);
    const key = place === undefined ? undefined : this.keys[place];
    if (place === undefined || key?.state !== 'issued') return;
    const changed = change(key);
    this.keys[place] = changed;
    if (changed.state === 'revoked') issued.delete(keyId);
  }

  changeEachKey(change: (key: IssuedKey) => Key): void {
    for (const keyId of [...this.placesOfIssued().keys()]) this.changeKey(keyId, change);
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

  private placesOfIssued(): Map<string, number> {
    if (this.issued !== undefined) return this.issued;
    const issued = new Map<string, number>();
    for (const [place, { state, keyId }] of this.keys.entries()) if (state === 'issued') issued.set(keyId, place);
    return (this.issued = issued);
  }

  /** As it is now. The draft is not used any more. */
  keyring(): Keyring {
    return { owner: this.owner, keys: this.keys, recentChanges: this.recentChanges };
  }
}
