import { describe, expect, it } from '@jest/globals';
import { ignoreNegativeTimeouts } from './negative-timeouts.js';

describe('the filter of warnings', () => {
  it('drops the warning of negative timeouts, and no other', () => {
    const seen: unknown[] = [];
    const before = process.emitWarning.bind(process);
    Object.assign(process, { emitWarning: (...warning: unknown[]) => { seen.push(warning); } });
    ignoreNegativeTimeouts();
    ignoreNegativeTimeouts();
    process.emitWarning('-5 is a negative number.', 'TimeoutNegativeWarning');
    process.emitWarning('too large', 'TimeoutOverflowWarning');
    process.emitWarning('old', { type: 'DeprecationWarning', code: 'DEP0' });
    process.emitWarning(new Error('in itself'));
    Object.assign(process, { emitWarning: before });
    expect(seen).toEqual([['too large', 'TimeoutOverflowWarning'], ['old', { type: 'DeprecationWarning', code: 'DEP0' }], [new Error('in itself')]]);
  });
});
