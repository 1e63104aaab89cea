import { StartRefused } from '#env';

/** A past cannot be carried over: it is cut, altered, or does not belong there. The message says what to do. */
export class HistoryFault extends StartRefused {
  override readonly name = 'HistoryFault';
}
