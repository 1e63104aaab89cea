let ignored = false;

/**
 * kafkajs 2.2 starts a timer with a negative delay for each connection, of which Node warns once, at the first: harmless, and
 * nothing that a reader of the log can mend. That one warning is dropped; all others pass.
 */
export function ignoreNegativeTimeouts(): void {
  if (ignored) return;
  ignored = true;
  const emitWarning = process.emitWarning.bind(process);
  Object.assign(process, {
    emitWarning: (...warning: unknown[]): void => {
      if (!isNegativeTimeout(warning)) Reflect.apply(emitWarning, process, warning);
    },
  });
}

function isNegativeTimeout([warning, type]: readonly unknown[]): boolean {
  return type === 'TimeoutNegativeWarning' || (warning instanceof Error && warning.name === 'TimeoutNegativeWarning');
}
