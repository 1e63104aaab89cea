import { expect } from '@jest/globals';
import { askedAfterConfirmedEnd, type History, summaryOf, violationsIn } from './history.js';

/** Expects that `history` shows nothing that must never be seen, and that it could have. */
export function expectNoViolations(history: History): void {
  expect(violationsIn(history)).toEqual([]);
  if (askedAfterConfirmedEnd(history) === 0)
    throw new Error(
      `nobody asked about a credential whose end was confirmed: ${JSON.stringify(summaryOf(history), null, 1)}`,
    );
}
