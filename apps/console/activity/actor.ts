import { type Me } from '../api/types';
import { text } from '../text/text';

const USER = 'user:';

/** Who did it, for `me`: “you”, the user id of somebody of the same organization, or the actor as Keyward names it. */
export function actorName(by: string, me: Me | undefined): string {
  if (me === undefined) return by;
  if (by === `${USER}${me.ownerId}`) return text.activity.you;
  const ofOrg = `${USER}${me.orgId}/`;
  return by.startsWith(ofOrg) ? decodeURIComponent(by.slice(ofOrg.length)) : by;
}
