import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { portOfHost } from './port-of-host';

const HOST = 'https://app.example.com';
const parent = { postMessage: jest.fn() };
const around = Object.assign(new EventTarget(), { parent });
const connect = { source: parent, origin: HOST, data: { type: 'keyward:connect' }, ports: [{ name: 'the port' }] };
const message = (parts: object) => Object.assign(new Event('message'), connect, parts);

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(globalThis, { window: around });
});
afterEach(() => {
  jest.useRealTimers();
  Reflect.deleteProperty(globalThis, 'window');
});

it('the page around the frame is told that it is ready until a port comes, and then no more', async () => {
  const port = portOfHost(['https://other.example.com', HOST]);
  jest.advanceTimersByTime(3000);
  expect(parent.postMessage.mock.calls).toEqual(Array.from({ length: 4 }, () => [{ type: 'keyward:ready' }, '*']));
  around.dispatchEvent(message({}));
  expect(await port).toBe(connect.ports[0]);
  jest.advanceTimersByTime(3000);
  expect(parent.postMessage).toHaveBeenCalledTimes(4);
});

it.each<[string, object]>([
  ['of an origin that is not listed', { origin: 'https://evil.example.com' }],
  ['of an origin that only begins like a listed one', { origin: `${HOST}.evil.example` }],
  ['of another window', { source: { postMessage: jest.fn() } }],
  ['of another type', { data: { type: 'keyward:ready' } }],
  ['of no type', { data: 'keyward:connect' }],
  ['without a port', { ports: [] }],
])('a message %s is not taken', async (_, parts) => {
  const taken = jest.fn();
  void portOfHost([HOST]).then(taken);
  around.dispatchEvent(message(parts));
  await Promise.resolve();
  expect(taken).not.toHaveBeenCalled();
  around.dispatchEvent(message({}));
  await Promise.resolve();
  expect(taken).toHaveBeenCalledTimes(1);
});
