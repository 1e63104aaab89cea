import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../kit/eventually.js';
import { openWebSocket } from '../web-socket.js';
import { type Cases, expectNoVerdict, expectRefusal, PAGE, REPORTS } from './expectations.js';

export function availabilityCases({ stage, traits }: Cases): void {
  describe('without a verdict nobody gets through', () => {
    const recovered = (secret: string) =>
      eventually(async () => {
        expect((await stage().send({ path: REPORTS, headers: { 'X-API-Key': secret } })).status).toBe(200);
      });
    afterEach(async () => {
      stage().proxy.open();
      await recovered((await stage().lastingKeyOf('viewer')).secret);
    });

    it(`Keyward is away: ${traits.away}, and soon after it is back 200`, async () => {
      const headers = await stage().shown('viewer');
      stage().proxy.shut();
      expectNoVerdict(traits.away, await stage().watch({ path: REPORTS, headers }));
      expectNoVerdict(traits.away, await stage().watch({ method: 'POST', path: REPORTS, headers, body: {} }));
      expectNoVerdict(traits.away, await stage().watch({ path: REPORTS }));
    });

    it('Keyward is away: no web socket opens', async () => {
      const headers = { ...(await stage().shown('viewer')) };
      stage().proxy.shut();
      const { status, socket } = await openWebSocket(stage().gateway.port, REPORTS, headers);
      expect([status, socket]).toEqual([traits.away === '503 of the gateway' ? 503 : 500, undefined]);
    });

    it('Keyward is away: a page still learns what it may ask', async () => {
      stage().proxy.shut();
      const answer = await stage().send({
        method: 'OPTIONS',
        path: REPORTS,
        headers: { Origin: PAGE, 'Access-Control-Request-Method': 'GET' },
      });
      expect([Math.floor(answer.status / 100), answer.headers['access-control-allow-origin']]).toEqual([2, PAGE]);
    });

    it(`Keyward does not answer: ${traits.away}`, async () => {
      const headers = await stage().shown('viewer');
      stage().proxy.hang();
      const began = performance.now();
      expectNoVerdict(traits.away, await stage().watch({ path: REPORTS, headers }));
      expect(performance.now() - began).toBeLessThan(traits.patienceMs + 5000); // a loaded machine is slow, not wrong
    });

    it(`Keyward has lost its lease: ${traits.unavailable}, until it has it again`, async () => {
      const keyward = await stage().startSeparable();
      const before = stage().proxy.leadTo(keyward.port);
      try {
        const watch = () => stage().watch({ path: REPORTS, headers: { 'X-API-Key': keyward.secret } });
        await recovered(keyward.secret);
        keyward.cutOff();
        await eventually(async () => {
          expectNoVerdict(traits.unavailable, await watch());
        });
        keyward.reconnect();
        await recovered(keyward.secret);
      } finally {
        stage().proxy.leadTo(before);
        await keyward.stop();
      }
    });
  });

  describe('the token of the gateway', () => {
    it.each([['guess'], [['guess', 'guess']], ['']])(
      'is not the client’s to say: %j changes nothing',
      async (guess) => {
        const headers = { ...(await stage().shown('viewer')), 'X-Gateway-Token': guess };
        const { answer, reached } = await stage().watch({ path: REPORTS, headers });
        expect([answer.status, reached.length]).toEqual([200, 1]);
      },
    );

    it('that is another lets nobody through, not even a client that knows the right one', async () => {
      const stranger = await stage().startWithToken('another-token');
      try {
        const key = await stage().shown('viewer');
        for (const headers of [key, { ...key, 'X-Gateway-Token': stage().token }]) {
          const watched = await stage().watch({ path: REPORTS, headers }, stranger);
          if (traits.wrongToken === '401 of Keyward') expectRefusal(traits, watched, 401, 'gateway-token-invalid');
          else expectNoVerdict(traits.wrongToken, watched);
        }
      } finally {
        await stranger.stop();
      }
    });
  });
}
