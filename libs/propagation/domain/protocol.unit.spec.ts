import { describe, expect, it } from '@jest/globals';
import { runtimeDecisions, WITHOUT_RULE } from '../testing/protocol/decisions.js';
import { type Exploration, explore } from '../testing/protocol/explore.js';
import { type Bounds } from '../testing/protocol/model.js';

const MINUTES = 60_000;
/** TRACES=1 prints the shortest way to each stale yes. */
const showsTraces = process.env['TRACES'] === '1';

function explored(title: string, decisions: typeof runtimeDecisions, bounds: Bounds): Exploration {
  const began = performance.now();
  const found = explore(decisions, bounds);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const counts = `${String(found.states)} states, ${String(found.confirmed)} confirmed, ${String(found.served)} served, ${seconds} s`;
  const trace = showsTraces && found.staleYes !== null ? found.staleYes.map((step) => `\n    ${step}`).join('') : '';
  process.stdout.write(
    `${title}: ${found.staleYes === null ? 'holds' : `stale yes after ${String(found.staleYes.length)} steps`}; ${counts}${trace}\n`,
  );
  return found;
}

describe('the protocol, explored completely by the runtime’s own decisions', () => {
  it.each<[string, Bounds]>([
    ['one incarnation, one renewal, every state', { incarnations: 1, renewals: 1, visitsHarmless: true }],
    ['one incarnation, two renewals', { incarnations: 1, renewals: 2, visitsHarmless: false }],
    ['two incarnations, one renewal', { incarnations: 2, renewals: 1, visitsHarmless: false }],
  ])(
    'never lets a request that starts after the confirmation have a yes from before the change: %s',
    (title, bounds) => {
      const { staleYes, confirmed, served, steps } = explored(title, runtimeDecisions, bounds);
      expect(staleYes).toBeNull();
      expect(confirmed).toBeGreaterThan(0);
      expect(served).toBeGreaterThan(0);
      const reached = [...steps.keys()].join('\n');
      for (const step of [/^removed .* arrives$/m, /^evicted .* arrives$/m, /^renewed .* arrives late$/m])
        expect(reached).toMatch(step);
      if (bounds.visitsHarmless)
        for (const step of [
          'advances',
          'the fill arrives and is dropped',
          'stops and sends left',
          'the evicted replica sends left',
        ])
          expect(reached).toContain(step);
      if (bounds.incarnations > 1)
        for (const step of ['crashes', 'joined "incarnation 2"', 'the log forgets']) expect(reached).toContain(step);
    },
    5 * MINUTES,
  );

  it.each(Object.entries(WITHOUT_RULE))(
    'needs this rule, and finds a stale yes without it: %s',
    (rule, decisions) => {
      const { staleYes, confirmed } = explored(`without ${rule}`, decisions, {
        incarnations: 1,
        renewals: 1,
        visitsHarmless: false,
      });
      expect(staleYes).not.toBeNull();
      expect(confirmed).toBeGreaterThan(0);
    },
    MINUTES,
  );
});
