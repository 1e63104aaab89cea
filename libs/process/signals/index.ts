import { heedEndSignals } from '../end-signals.js';

// Each `main.ts` of a service imports this module before everything else; a program that only uses the library leaves
// its signals as they are.
heedEndSignals();
