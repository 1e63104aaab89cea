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
  /** Of all but the permissions, without the last brace. */
  readonly text: string;
}

/** Documents are never changed, only replaced: what is kept of one ends with it. */
const texts = new WeakMap<CredentialDocument, KnownText>();

/** The verdict in the words of the contract, for callers over HTTP and RPC. */
export function answerOf(verdict: Accepted | Refused): VerifyAnswer {
  if (verdict.outcome === 'refused') return verdict.answer;
  return { ...ownAnswerOf(verdict), permissions: [...verdict.permissions] };
}

/** What is the key's own: all but the list of permissions, of which there is one for each role and scope. */
export function ownAnswerOf({ credential, role }: Accepted): Omit<AcceptedAnswer, 'permissions'> {
  const { keyId, credentialId, ownerId, scope, mode, expiresAt, activeUntil } = credential;
  const whose = { keyId, credentialId, ownerId, orgId: orgIdOf(ownerId), scope, mode, role };
  return { valid: true, code: 'valid', ...whose, expiresAt, activeUntil };
}

/** One that could not be given says so in its place. */
export function batchAnswerOf(verdicts: readonly Verdict[]): VerifyBatchAnswer {
  return {
    results: verdicts.map((verdict) => (verdict.outcome === 'unavailable' ? UNAVAILABLE_ANSWER : answerOf(verdict))),
  };
}

/** `answerOf` as JSON, whose parts are written once. */
export function answerText(verdict: Accepted | Refused): string {
  if (verdict.outcome === 'refused') return JSON.stringify(verdict.answer);
  return `${ownTextOf(verdict)},"permissions":${listOf(verdict.permissions)}}`;
}

function ownTextOf(verdict: Accepted): string {
  const { credential, role } = verdict;
  const known = texts.get(credential);
  if (known?.role === role) return known.text;
  const text = JSON.stringify(ownAnswerOf(verdict)).slice(0, -1);
  texts.set(credential, { role, text });
  return text;
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

function listOf(permissions: ReadonlySet<string>): string {
  const known = lists.get(permissions);
  if (known !== undefined) return known;
  const list = JSON.stringify([...permissions]);
  lists.set(permissions, list);
  return list;
}
