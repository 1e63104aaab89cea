import {
  orgIdOf,
  type AcceptedAnswer,
  type Role,
  type UnavailableAnswer,
  type VerifyAnswer,
  type VerifyBatchAnswer,
} from '#contracts';
import { type CredentialDocument } from './documents.js';
import { type Accepted, type Refused, type Verdict } from './judge.js';

export const UNAVAILABLE_ANSWER: UnavailableAnswer = { valid: false, code: 'verdict-unavailable' };
/** The catalogue has one set for each role and scope. */
const lists = new WeakMap<ReadonlySet<string>, string>();

interface KnownText {
  readonly role: Role;
  readonly permissions: ReadonlySet<string>;
  readonly text: string;
}

/** Documents are never changed, only replaced: what is kept of one ends with it. */
const texts = new WeakMap<CredentialDocument, KnownText>();

/** The verdict in the words of the contract, for callers over HTTP and RPC. */
export function answerOf(verdict: Accepted | Refused): VerifyAnswer {
  if (verdict.outcome === 'refused') return verdict.answer;
  return { ...whoseKey(verdict), permissions: [...verdict.permissions], ...endsOf(verdict) };
}

/** What is the key's own: all but the list of permissions, of which there is one for each role and scope. */
export function ownAnswerOf(verdict: Accepted): Omit<AcceptedAnswer, 'permissions'> {
  return { ...whoseKey(verdict), ...endsOf(verdict) };
}

/** One that could not be given says so in its place. */
export function batchAnswerOf(verdicts: readonly Verdict[]): VerifyBatchAnswer {
  return {
    results: verdicts.map((verdict) => (verdict.outcome === 'unavailable' ? UNAVAILABLE_ANSWER : answerOf(verdict))),
  };
}

/** `answerOf` as JSON, which of an accepted key is written once. */
export function answerText(verdict: Accepted | Refused): string {
  if (verdict.outcome === 'refused') return JSON.stringify(verdict.answer);
  const { credential, role, permissions } = verdict;
  const known = texts.get(credential);
  if (known?.role === role && known.permissions === permissions) return known.text;
  const text = newTextOf(verdict);
  texts.set(credential, { role, permissions, text });
  return text;
}

function newTextOf(verdict: Accepted): string {
  const key = JSON.stringify(whoseKey(verdict)).slice(0, -1);
  return `${key},"permissions":${listOf(verdict.permissions)},${JSON.stringify(endsOf(verdict)).slice(1)}`;
}

/** `batchAnswerOf` as JSON. */
export function batchAnswerText(verdicts: readonly Verdict[]): string {
  let results = '';
  for (const verdict of verdicts) {
    if (results !== '') results += ',';
    results += verdict.outcome === 'unavailable' ? JSON.stringify(UNAVAILABLE_ANSWER) : answerText(verdict);
  }
  return `{"results":[${results}]}`;
}

function whoseKey({
  credential,
  role,
}: Accepted): Omit<AcceptedAnswer, 'permissions' | keyof ReturnType<typeof endsOf>> {
  const { keyId, credentialId, ownerId, scope, mode } = credential;
  return { valid: true, code: 'valid', keyId, credentialId, ownerId, orgId: orgIdOf(ownerId), scope, mode, role };
}

function endsOf({
  credential: { expiresAt, activeUntil },
}: Accepted): Pick<AcceptedAnswer, 'expiresAt' | 'activeUntil'> {
  return { expiresAt, activeUntil };
}

function listOf(permissions: ReadonlySet<string>): string {
  const known = lists.get(permissions);
  if (known !== undefined) return known;
  const list = JSON.stringify([...permissions]);
  lists.set(permissions, list);
  return list;
}
