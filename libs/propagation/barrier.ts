import { type Position, type Propagation } from '#contracts';
import { token } from '#process';

/** The command's side of confirmed revocation. */
export interface PropagationBarrier {
  /**
   * Resolves once no replica can still answer from before `position` (`confirmed: true`), or after `withinMs`,
   * by default CONFIRM_TIMEOUT_MS (`confirmed: false`: the change stands; asking again waits again). `null`: nothing
   * to wait for.
   */
  confirm(position: Position | null, withinMs?: number): Promise<Propagation>;
}

export const PROPAGATION_BARRIER = token<PropagationBarrier>('PropagationBarrier');
