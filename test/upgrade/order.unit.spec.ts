import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UPGRADE_ORDER } from './order.js';

const document = (name: string): string => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
const codesIn = (text = ''): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** The rows of the table of who may use which topic. */
const users = UPGRADE_ORDER.flatMap((service) => {
  const row = new RegExp(`^\\| ${service} +\\|(.*)\\|(.*)\\|.*\\|$`, 'm').exec(document('deployment.md'));
  return row === null ? [] : [{ service, writes: codesIn(row[1]), reads: codesIn(row[2]) }];
});

it('an upgrade replaces who reads a topic before who alone writes it, so that nobody meets what it does not know', () => {
  expect(users.map(({ service }) => service)).toEqual(['activity', 'verification', 'notifier', 'key-command']);
  for (const [place, { reads }] of users.entries())
    for (const before of users.slice(0, place))
      expect(reads.filter((topic) => before.writes.includes(topic) && !isOfBoth(topic))).toEqual([]);
});

it('the order that releases name is the one that is tried', () => {
  const [, sentence = ''] = /\*\*Order of an upgrade\*\*: ([^:.]*)/.exec(document('releases.md')) ?? [];
  const named = UPGRADE_ORDER.filter((service) => service !== 'bi-api');
  expect(sentence.match(new RegExp(named.join('|'), 'g'))).toEqual(named);
});

/** Records of the registry that a process does not know are passed over: no order would help there. */
function isOfBoth(topic: string): boolean {
  return topic === 'verifiers' && users.filter(({ writes }) => writes.includes(topic)).length === 2;
}
