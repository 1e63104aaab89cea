import { type IncomingRecord } from '#contracts';
import { type RegistryRecord } from '../../domain/registry-record.js';
import { evolve, type Registry } from '../../domain/registry.js';
import { type Folding } from '../../registry-log/registry-log.js';
import { decodeRegistryRecord } from '../../registry-log/registry-record-codec.js';
import { LONGEST_TAIL, SNAPSHOT_EVERY } from '../../registry-log/registry-snapshot.js';

/**
 * One fold for all who read the same log: the registry behind a record is the same for each of them (ADR 0022), so each
 * record is decoded and folded once.
 */
export function sharedFold(): Folding {
  const decoded = new Remembered<IncomingRecord, ReturnType<typeof decodeRegistryRecord>>();
  const folded = new Remembered<RegistryRecord, Registry>();
  return {
    decode: (record) => decoded.of(record, () => decodeRegistryRecord(record)),
    evolve: (registry, record) => folded.of(record, () => evolve(registry, record)),
  };
}

/** More than readers are apart from each other, those that join included. */
const REMEMBERED = LONGEST_TAIL + SNAPSHOT_EVERY;

/** What was made of the newest records. */
class Remembered<K, V> {
  private readonly known = new Map<K, V>();

  of(key: K, make: () => V): V {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const made = make();
    this.known.set(key, made);
    const [oldest] = this.known.keys();
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest);
    return made;
  }
}
