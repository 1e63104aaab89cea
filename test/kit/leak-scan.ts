import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that must not be found, with the name under which a find is reported. */
interface Pattern {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What may be searched: a name for the report, and the bytes. */
export interface Haystack {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Remembers every secret that a system was given or gave out, and finds them again: raw, in hex, and in base64 or
 * base64url at each of the three alignments that an encoding of something larger can have.
 */
export class SecretVault {
  private readonly secrets = new Map<string, string>();

  /** `kind` is what a find is reported as; the secret itself is never printed. */
  remember(kind: string, secret: string): void {
    this.secrets.set(secret, kind);
  }

  /** Where any secret stands in any of `haystacks`, e.g. `API key in base64 in events.db at 4711`. */
  findIn(haystacks: readonly Haystack[]): readonly string[] {
    const byTail = indexByTail([...this.secrets].flatMap(([secret, kind]) => patternsOf(kind, secret)));
    return haystacks.flatMap((haystack) => search(haystack, byTail));
  }
}

/** Every file below `folder`, but for those named in `except` (relative paths). */
export function filesOf(folder: string, except: readonly string[] = []): readonly Haystack[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !except.includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(folder.length + 1), bytes: readFileSync(path) }));
}

function patternsOf(kind: string, secret: string): readonly Pattern[] {
  const raw = Buffer.from(secret);
  return [
    { name: kind, bytes: raw },
    { name: `${kind} in hex`, bytes: Buffer.from(raw.toString('hex')) },
    { name: `${kind} in upper-case hex`, bytes: Buffer.from(raw.toString('hex').toUpperCase()) },
    ...[0, 1, 2].flatMap((shift) => [
      { name: `${kind} in base64`, bytes: Buffer.from(aligned(raw, shift, 'base64')) },
      { name: `${kind} in base64url`, bytes: Buffer.from(aligned(raw, shift, 'base64url')) },
    ]),
  ];
}

/** The characters that encode nothing but `raw` when it stands `shift` bytes behind a multiple of three. */
function aligned(raw: Buffer, shift: number, encoding: 'base64' | 'base64url'): string {
  const whole = raw.subarray((3 - shift) % 3);
  return whole.subarray(0, whole.length - (whole.length % 3)).toString(encoding);
}

function indexByTail(patterns: readonly Pattern[]): ReadonlyMap<number, readonly Pattern[]> {
  const byTail = new Map<number, Pattern[]>();
  for (const pattern of patterns) {
    if (pattern.bytes.length < 8) throw new RangeError(`${pattern.name} is too short to be looked for`);
    const tail = pattern.bytes.readInt32BE(pattern.bytes.length - 4);
    byTail.set(tail, [...(byTail.get(tail) ?? []), pattern]);
  }
  return byTail;
}

/** One pass for any number of patterns: the last four bytes are looked up, and only a hit is compared in full. */
function search({ name, bytes }: Haystack, byTail: ReadonlyMap<number, readonly Pattern[]>): readonly string[] {
  const maybe = new Uint8Array(1 << 20);
  for (const tail of byTail.keys()) maybe[bucket(tail)] = 1;
  const found: string[] = [];
  let tail = 0;
  for (let end = 0; end < bytes.length; end++) {
    tail = (tail << 8) | (bytes[end] ?? 0);
    if (maybe[bucket(tail)] === 0) continue;
    for (const pattern of byTail.get(tail) ?? []) {
      const start = end + 1 - pattern.bytes.length;
      if (start >= 0 && bytes.subarray(start, end + 1).equals(pattern.bytes))
        found.push(`${pattern.name} in ${name} at ${String(start)}`);
    }
  }
  return found;
}

function bucket(tail: number): number {
  return Math.imul(tail, 0x9e3779b1) >>> 12;
}
