// What it costs to fold an owner's stream into a keyring, per event, against a fold that copies the list of keys for each
// event. Processor time, in memory. `--smoke`: a second.
import process from 'node:process';
import { fold } from '../dist/libs/keyring/domain/evolve.js';
import { emptyKeyring } from '../dist/libs/keyring/domain/keyring.js';
import { describeMachine, median, printTable } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const SIZES = smoke ? [1000, 2000] : [1000, 10_000, 30_000];
const ROUNDS = smoke ? 1 : 5;
const START = Date.parse('2026-01-01T00:00:00Z');
const HISTORIES = { 'create and revoke': cycles, 'rotations of one key': rotations };

const rows = [];
for (const [what, historyOf] of Object.entries(HISTORIES)) {
  for (const events of SIZES) {
    const history = historyOf(events);
    const costs = { linear: [], copying: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      costs.linear.push(cpuPerEvent(history, () => fold(emptyKeyring, history)));
      costs.copying.push(cpuPerEvent(history, () => history.reduce(copyingEvolve, emptyKeyring)));
    }
    const [linear, copying] = [median(costs.linear), median(costs.copying)];
    rows.push({
      what,
      events,
      'fold, µs per event': linear.toFixed(2),
      'copying, µs per event': copying.toFixed(2),
      ratio: (linear / copying).toFixed(3),
    });
  }
}
console.log(`${describeMachine()}; medians of ${ROUNDS} rounds\n`);
printTable(rows);

function cpuPerEvent(history, work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / history.length;
}

function cycles(events) {
  return Array.from({ length: events }, (_, n) =>
    at(n, n % 2 === 0 ? created(`k${n}`) : { type: 'KeyRevoked', keyId: `k${n - 1}`, reason: null }),
  );
}

function rotations(events) {
  const rotated = (n) => ({
    type: 'KeyRotated',
    keyId: 'k0',
    credential: credential(`c${n}`),
    retires: `c${n - 1}`,
    graceEndsAt: timeOf(n),
  });
  return Array.from({ length: events }, (_, n) => at(n, n === 0 ? created('k0') : rotated(n)));
}

function created(keyId) {
  const facts = { name: 'Bench', scope: 'read-only', mode: 'live', expiresAt: null };
  return { type: 'KeyCreated', keyId, ...facts, credential: credential(`c-${keyId}`) };
}

function credential(credentialId) {
  return { credentialId, digest: 'd'.repeat(64), pepperId: 'p1', hint: 'claribi_sk_live_Ab12' };
}

function at(n, event) {
  return { event, at: timeOf(n) };
}

/** A minute apart. */
function timeOf(n) {
  return new Date(START + n * 60_000).toISOString();
}

/** The baseline: each event copies what it changes, and the list that it is in. */
function copyingEvolve(keyring, { event, at: time }) {
  const change = (keyId, changed) => ({
    ...keyring,
    keys: keyring.keys.map((key) => (key.keyId === keyId && key.state === 'issued' ? changed(key) : key)),
  });
  switch (event.type) {
    case 'KeyCreated': {
      const { keyId, name, scope, mode, expiresAt, credential: issued } = event;
      const facts = { keyId, name, scope, mode, expiresAt };
      const current = { ...issued, issuedAt: new Date(time) };
      return { ...keyring, keys: [...keyring.keys, { state: 'issued', ...facts, current, retired: [] }] };
    }
    case 'KeyRotated':
      return change(event.keyId, (key) => ({
        ...key,
        current: { ...event.credential, issuedAt: new Date(time) },
        retired: [{ ...key.current, graceEndsAt: new Date(event.graceEndsAt) }, ...key.retired],
      }));
    case 'KeyRevoked':
      return change(event.keyId, (key) => ({ ...key, state: 'revoked', revokedAt: new Date(time) }));
    default:
      throw new TypeError(event.type);
  }
}
