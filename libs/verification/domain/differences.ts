import { type CredentialDocument, type OwnerDocument } from './documents.js';

/** A document of the read model, whichever it is. */
export type ReadModelDocument =
  | { readonly kind: 'credential'; readonly credential: CredentialDocument }
  | { readonly kind: 'owner'; readonly owner: OwnerDocument };

/** One document of which two read models tell different things. It never names a digest. */
export interface Difference {
  readonly kind: ReadModelDocument['kind'];
  /** Of an owner, its id; of a credential, `<ownerId> <keyId> <credentialId>`. */
  readonly name: string;
  /** `missing` and `added`: only the one, only the other has it. */
  readonly what: 'missing' | 'added' | 'changed';
  /** The members that differ; empty unless `changed`. */
  readonly members: readonly string[];
}

/** The difference between what two read models hold of one document; null when there is none. */
export function differenceOf(
  before: ReadModelDocument | undefined,
  after: ReadModelDocument | undefined,
): Difference | null {
  const either = before ?? after;
  if (either === undefined) return null;
  const named = { kind: either.kind, name: nameOf(either) };
  if (before === undefined) return { ...named, what: 'added', members: [] };
  if (after === undefined) return { ...named, what: 'missing', members: [] };
  const members = unequalMembers(membersOf(before), membersOf(after));
  return members.length === 0 ? null : { ...named, what: 'changed', members };
}

/** What orders and finds a document. Credentials come before owners. Holds the digest: not to be shown. */
export function placeOf(document: ReadModelDocument): string {
  return document.kind === 'credential'
    ? `credential ${document.credential.digest}`
    : `owner ${document.owner.ownerId}`;
}

function nameOf(document: ReadModelDocument): string {
  if (document.kind === 'owner') return document.owner.ownerId;
  const { ownerId, keyId, credentialId } = document.credential;
  return `${ownerId} ${keyId} ${credentialId}`;
}

function membersOf(document: ReadModelDocument): ReadonlyMap<string, string> {
  const members: [string, unknown][] = Object.entries(
    document.kind === 'credential' ? { ...document.credential } : { ...document.owner },
  );
  return new Map(members.map(([name, value]) => [name, JSON.stringify(value, inOneOrder)]));
}

/** Stores may give the members of a value back in any order. */
function inOneOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function unequalMembers(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}
