import { jest } from '@jest/globals';

// Each test waits for a tool that reads, or calls, all of the document.
jest.setTimeout(300_000);
