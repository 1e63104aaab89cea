import { type BatchAnswer, verifyBatchAnswer, type VerifyRequest } from '#contracts';
import { VerdictUnavailable } from '../key-verifier.js';
import { NoVerdict } from './balancer.js';

/** What verification takes at once, in questions and bytes; other members of a message need some bytes, too. */
const MOST_ITEMS = 100;
const MOST_BYTES = 1024 * 1024 - 4096;

/** `requests` in pieces that verification takes, in order. */
export function batchesOf(requests: readonly VerifyRequest[]): readonly (readonly VerifyRequest[])[] {
  const batches: VerifyRequest[][] = [];
  let bytes = Infinity;
  for (const request of requests) {
    const own = Buffer.byteLength(JSON.stringify(request)) + 1;
    const last = batches.at(-1);
    if (last === undefined || last.length === MOST_ITEMS || bytes + own > MOST_BYTES) {
      batches.push([request]);
      bytes = own;
    } else {
      last.push(request);
      bytes += own;
    }
  }
  return batches;
}

/** The answers to all of `requests`, in order. Rejects with what the first batch that fails rejects with. */
export async function askInBatches(
  requests: readonly VerifyRequest[],
  ask: (items: readonly VerifyRequest[]) => Promise<readonly BatchAnswer[]>,
): Promise<readonly BatchAnswer[]> {
  return (await Promise.all(batchesOf(requests).map(ask))).flat();
}

/**
 * @throws VerdictUnavailable when these are not `count` answers.
 * @throws NoVerdict when all of them say that there is no verdict: others may have one.
 */
export function batchAnswersOf(answer: unknown, count: number): readonly BatchAnswer[] {
  const batch = verifyBatchAnswer.safeParse(answer);
  if (!batch.success || batch.data.results.length !== count)
    throw new VerdictUnavailable('verification answered something that is not the verdicts on a batch');
  const { results } = batch.data;
  if (results.every(({ code }) => code === 'verdict-unavailable'))
    throw new NoVerdict('verification had no verdict on any question of a batch', 1);
  return results;
}
