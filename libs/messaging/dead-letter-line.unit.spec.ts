import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { deadLetterLine } from './dead-letter-line.js';

const record = {
  topic: 't',
  partition: 2,
  offset: 7,
  key: 'acme/ann',
  headers: {},
  value: null,
  timestamp: new Date(0),
};

it.each([
  ['park', 'a record was refused and is a dead letter now; its key is parked: do this'],
  ['skip', 'a record was refused and is a dead letter now; see its reason'],
] as const)('says what to do about a parked key, and of a skipped record only why: %s', (onPermanent, message) => {
  const lines: string[] = [];
  const logger = pino({}, { write: (line) => void lines.push(line) });
  deadLetterLine(logger, 'do this')('g', record, 'unreadable', onPermanent);
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    {
      level: 50,
      group: 'g',
      topic: 't',
      partition: 2,
      offset: 7,
      recordKey: 'acme/ann',
      reason: 'unreadable',
      msg: message,
    },
  ]);
});
