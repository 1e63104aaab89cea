import { firstKey } from '../../dist/apps/standalone/demo-owner.js';

/**
 * What a person needs next: a token and lines to copy. `keys`: where keys are managed; `api`: where the protected
 * sample is; `ops`: how a command of `ops` is run.
 */
export function greeting({ keys, api, token, places, ops }) {
  const width = Math.max(...places.map(([name]) => name.length));
  return `
Keyward is running:

${places.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`).join('\n')}

A user token of a demo owner (org demo, role owner, valid for 30 days), for this deployment only:

${firstKey({ token, keys, api })}
For whoever runs it (docs/operations.md):

  ${ops('replicas')}
`;
}
