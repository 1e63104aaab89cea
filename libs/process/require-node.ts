import { StartRefused } from '#env';

const OLDEST = [24, 9] as const;

/** @throws StartRefused on a Node that is too old for Keyward. */
export function requireNode(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new StartRefused(
    `Keyward needs Node ${OLDEST.join('.')} or newer; this is ${version}. Start it with npm start, or install a newer Node (https://nodejs.org).`,
  );
}
