import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { deadLetterNotice } from './dead-letter-notice.js';

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
] as const)(
  'is counted, says what to do about a parked key, and of a skipped record only why: %s',
  async (onPermanent, message) => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line) => void lines.push(line) });
    const metrics = new Registry();
    deadLetterNotice({ logger, metrics, whenParked: 'do this' })('g', record, 'unreadable', onPermanent);
    expect(await metrics.metrics()).toMatch(/^keyward_dead_letters_total\{topic="t",group="g"\} 1$/m);
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
  },
);
