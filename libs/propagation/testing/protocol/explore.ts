import { type Decisions } from './decisions.js';
import { type Bounds, ProtocolModel } from './model.js';
import { keyOf, type State } from './state.js';

export interface Exploration {
  readonly states: number;
  /** States in which the change is confirmed, and in which the replica may answer. */
  readonly confirmed: number;
  readonly served: number;
  /** How often each kind of step led to a new state. */
  readonly steps: ReadonlyMap<string, number>;
  /**
   * The shortest way to a request that starts after the confirmation and gets a yes from before the change; null: there
   * is none.
   */
  readonly staleYes: readonly string[] | null;
}

/** Visits every state that can be reached within `bounds`, nearest first; ends early only when it finds a stale yes. */
export function explore(decisions: Decisions, bounds: Bounds): Exploration {
  const model = new ProtocolModel(decisions, bounds);
  const seen = new Set([keyOf(model.start)]);
  const cameFrom = [-1];
  const by = ['start'];
  const steps = new Map<string, number>();
  let [confirmed, served] = [0, 0];
  const wayTo = (state: number): string[] => {
    const way: string[] = [];
    for (let at = state; at > 0; at = cameFrom[at] ?? 0) way.unshift(by[at] ?? '');
    return way;
  };
  let layer: (readonly [number: number, state: State])[] = [[0, model.start]];
  while (layer.length > 0) {
    const following: typeof layer = [];
    for (const [number, state] of layer) {
      for (const [label, next] of model.next(state)) {
        if (!bounds.visitsHarmless && model.isHarmless(next)) continue;
        if (!isNew(seen, keyOf(next))) continue;
        const nextNumber = cameFrom.push(number) - 1;
        by.push(label);
        steps.set(label, (steps.get(label) ?? 0) + 1);
        if (next.confirmed === 1) confirmed++;
        if (model.answers(next)) served++;
        if (model.isStale(next)) return { states: seen.size, confirmed, served, steps, staleYes: wayTo(nextNumber) };
        following.push([nextNumber, next]);
      }
    }
    layer = following;
  }
  return { states: seen.size, confirmed, served, steps, staleYes: null };
}

function isNew(seen: Set<string>, key: string): boolean {
  const before = seen.size;
  return seen.add(key).size > before;
}
