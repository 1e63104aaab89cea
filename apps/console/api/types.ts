import { type components } from './openapi.gen';

type Schemas = components['schemas'];
export type Key = Schemas['KeyAnswer'];
export type Credential = Schemas['CredentialAnswer'];
export type KeyWithSecret = Schemas['KeyWithSecretAnswer'];
export type Propagation = Schemas['PropagationAnswer'];
export type Summary = Schemas['KeySummaryAnswer'];
export type KeyActivity = Schemas['KeyActivityAnswer'];
export type HistoryEntry = Schemas['HistoryEntryAnswer'];
export type Me = Schemas['MeAnswer'];
export type Scope = Key['scope'];
export type Mode = Key['mode'];
export type Member = Schemas['ListedMemberAnswer'];
export type MemberChange = Schemas['SetRoleBody'] | Schemas['DeactivateMemberBody'] | Schemas['ReactivateMemberBody'];
export type ChangedMember = Schemas['ChangedMemberAnswer'];
