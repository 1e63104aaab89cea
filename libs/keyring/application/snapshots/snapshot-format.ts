import { createHash } from 'node:crypto';
import { type Commit } from '#event-store';
import { continued, emptyLoaded } from '../loaded-keyring.js';
import { encodeKeyring } from './keyring-codec.js';
import { PROBES } from './probe.js';

/**
 * Names what this build makes of events and how it writes it down: the digest of what it makes of the probes. A build
 * that folds or writes anything there otherwise has another format by itself, and reads no snapshot of this one.
 */
export const SNAPSHOT_FORMAT = createHash('sha256').update(PROBES.flatMap(eachStep).join('\n')).digest('base64url');

function eachStep(commits: readonly Commit[]): readonly string[] {
  let loaded = emptyLoaded();
  return commits.map((commit) => {
    loaded = continued(loaded, [commit]);
    return encodeKeyring(commit.stream, loaded);
  });
}
