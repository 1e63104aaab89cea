import { jest } from '@jest/globals';

// A scenario starts processes; a busy machine takes its time for that.
jest.setTimeout(60_000);
