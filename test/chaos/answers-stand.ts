import { type History } from '../faults/history.js';
import { type Traffic } from '../faults/traffic.js';
import { type System } from '../kit/system.js';

const PAGE = 100;

/** Which answered commands the system contradicts now: each credential's verdict against what its owner was answered. */
export async function contradicted(system: System, { credentials, client }: Traffic): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (let from = 0; from < credentials.length; from += PAGE) {
    const page = credentials.slice(from, from + PAGE);
    const verdicts = await system.verifyAll(page.map(({ secret }) => ({ key: secret })));
    page.forEach(({ credentialId, keyId }, index) => {
      const code = verdicts[index]?.code ?? 'none';
      const allowed = allowedFor(credentialId, client);
      if (!allowed.includes(code)) wrong.push(`${keyId} ${credentialId}: ${code}, not ${allowed.join(' or ')}`);
    });
  }
  return wrong;
}

/** The verdicts that the answers to its owner allow. */
export function allowedFor(credentialId: string, { commands }: History): readonly string[] {
  const ends = commands.filter((command) => command.ends.includes(credentialId) && command.outcome !== 'refused');
  if (ends.length === 0) return ['valid'];
  const surely = ends.filter(({ outcome }) => outcome !== 'unknown');
  return surely.length > 0 ? ['revoked', 'grace-ended'] : ['valid', 'revoked', 'grace-ended'];
}
