import process from 'node:process';

type EndSignal = 'SIGINT' | 'SIGTERM';

/**
 * Signals this close to the one before are the same: npm and a terminal both pass on a Ctrl-C, npm and the start script
 * both pass on a SIGTERM.
 */
const SAME_SIGNAL_MS: Readonly<Record<EndSignal, number>> = { SIGINT: 150, SIGTERM: 1000 };

let end: (signal: EndSignal) => void = () => {
  process.exit(0);
};
let askedAt: number | undefined;
let isHeeded = false;

function onSignal(signal: EndSignal): void {
  const now = performance.now();
  if (askedAt === undefined) {
    askedAt = now;
    end(signal);
  } else if (now - askedAt >= SAME_SIGNAL_MS[signal]) {
    process.exit(1);
  }
}

/**
 * From now on SIGTERM or SIGINT end this process with 0, since it has nothing to close yet. A signal that follows
 * another ends it at once, with 1.
 */
export function heedEndSignals(): void {
  if (isHeeded) return;
  isHeeded = true;
  process
    .on('SIGTERM', () => {
      onSignal('SIGTERM');
    })
    .on('SIGINT', () => {
      onSignal('SIGINT');
    });
}

/** Sets how this process ends on a signal. */
export function onEndSignal(how: (signal: EndSignal) => void): void {
  end = how;
  heedEndSignals();
}
