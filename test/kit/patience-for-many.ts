import { jest } from '@jest/globals';

// A scenario on the distributed profile starts ten processes, and again after a restart.
jest.setTimeout(240_000);
