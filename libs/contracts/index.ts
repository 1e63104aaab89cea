export { assertNever } from './assert-never.js';
export { bearerOf } from './bearer.js';
export { type Clock } from './clock.js';
export { describeIssues, faultyFields } from './describe-issues.js';
export { isOrgId, isUserId, orgIdOf, OWNER_ID_PATTERN, ownerIdOf, ownerParts, type OwnerId } from './owner-id.js';
export {
  covers,
  coversAll,
  formatPosition,
  furthest,
  recordsBehind,
  type Position,
  type Positions,
} from './position.js';
export { type Propagation } from './propagation.js';
export { Problem, PROBLEMS, type ProblemCode } from './problems.js';
export { PROBLEM_STATUSES, PROBLEM_STATUSES_FOR_KEY } from './problem-statuses.js';
export { PROBLEM_MEDIA_TYPE, problemHeaders, publicProblem, statusOf, type PublicProblem } from './problem-document.js';
export {
  KEYRING_EVENTS,
  REMINDER_INTERVALS,
  type IssuedCredential,
  type KeyringEvent,
  type KeyringEventOf,
  type KeyringEventType,
  type ReminderInterval,
  type RoleTeller,
} from './events/keyring-event.js';
export { MODES, ROLES, SCOPES, type Mode, type Role, type Scope } from './vocabulary.js';
export { hasEnded } from './has-ended.js';
export { MAX_GRACE_HOURS } from './grace.js';
export { EXPIRY_MAIL_DAYS, momentForPeople } from './reminders.js';
export { type Actor, type RecordedEvent } from './events/recorded-event.js';
export { encodeEnvelope, type EventEnvelope } from './events/envelope.js';
export { placeInStream } from './events/stream-place.js';
export { decodeEnvelope, parseEnvelope, type Decoded } from './events/decode.js';
export { type IncomingRecord, type OutgoingRecord } from './messaging/record.js';
export { deadLetterTopic, TOPICS, type TopicDefinition } from './messaging/topics.js';
export {
  decodeKeyEvent,
  DecodedRecord,
  encodeKeyEvent,
  encodeStoredEvent,
  REPUBLISHED_HEADER,
  storedEventOf,
} from './messaging/key-event-record.js';
export {
  acceptedAnswer,
  deniedAnswer,
  refusedKeyAnswer,
  REFUSALS,
  unavailableAnswer,
  verifyAnswer,
  verifyBatchAnswer,
  verifyBatchRequest,
  verifyRequest,
  type VerifyBatchAnswer,
  type VerifyBatchRequest,
} from './verify/verify-messages.js';
export {
  type AcceptedAnswer,
  type BatchAnswer,
  type RefusalCode,
  type RefusedAnswer,
  type UnavailableAnswer,
  type VerifyAnswer,
  type VerifyRequest,
} from './verify/verdict.js';
export { KEY_CHALLENGE, refusalProblem } from './verify/refusal-problem.js';
export { type KnownEndpoint, type VerdictSeen } from './usage/verdict-seen.js';
export { type CountedUses, decodeUsage, encodeUsage, type LastUse, type UsageRecord } from './usage/usage-record.js';
export { type ContactDirectory, type MailContact } from './contacts/contact-directory.js';
export {
  decodeContact,
  encodeContact,
  encodeContactErasure,
  isMailAddress,
  type OwnerContact,
} from './contacts/owner-contact.js';
export { detached } from './text/detached.js';
export {
  charactersOf,
  faultOfText,
  NAME_BOUNDS,
  PERSON_BOUNDS,
  plainText,
  REASON_BOUNDS,
} from './text/visible-text.js';
