const VIEW = '/members';

/** A user id can have anything visible in it, slashes and percent signs, too. */
export function memberPath(userId: string): string {
  return `${VIEW}/${encodeURIComponent(userId)}`;
}

/** The opposite; of the address as it is, since a router's parameters do not tell %2F from a slash. */
export function userIdIn(pathname: string): string {
  try {
    return decodeURIComponent(pathname.slice(VIEW.length + 1));
  } catch {
    return pathname.slice(VIEW.length + 1); // a broken link: nobody has this id
  }
}
