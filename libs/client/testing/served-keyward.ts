import { type VerifyBatchRequest, type VerifyRequest } from '#contracts';
import { type FakeKey, KeywardTesting } from '../fake/keyward-testing.js';
import { type VerifierUnderTest } from './key-verifier.contract.js';
import { type Counterpart, type React } from './remote-key-verifier.contract.js';

/** A fake Keyward that keeps its keys by their secrets. */
export class FakeUnderTest {
  private readonly keys = new Map<string, FakeKey>();

  constructor(readonly keyward: KeywardTesting) {}

  issue(): Promise<string> {
    const key = this.keyward.issue({ role: 'analyst', scope: 'read-only' });
    this.keys.set(key.secret, key);
    return Promise.resolve(key.secret);
  }

  revoke(secret: string): Promise<void> {
    const key = this.keys.get(secret);
    if (key !== undefined) this.keyward.revoke(key);
    return Promise.resolve();
  }

  becomeUnavailable(): Promise<void> {
    this.keyward.becomeUnavailable();
    return Promise.resolve();
  }

  recover(): Promise<void> {
    this.keyward.recover();
    return Promise.resolve();
  }
}

/** A verifier that asks over the wire, and a fake Keyward at its other end. */
export async function served(open: (react: React) => Promise<Counterpart>): Promise<VerifierUnderTest> {
  const fake = new FakeUnderTest(new KeywardTesting());
  const counterpart = await open(async ({ request }) => {
    try {
      return { answer: await answerTo(fake.keyward, request as VerifyRequest | VerifyBatchRequest) };
    } catch {
      return { status: 503 };
    }
  });
  return {
    verifier: counterpart.verifier(),
    issue: () => fake.issue(),
    revoke: (secret) => fake.revoke(secret),
    becomeUnavailable: () => fake.becomeUnavailable(),
    recover: () => fake.recover(),
    close: () => counterpart.close(),
  };
}

async function answerTo(keyward: KeywardTesting, request: VerifyRequest | VerifyBatchRequest): Promise<object> {
  return 'items' in request ? { results: await keyward.verifyBatch(request.items) } : keyward.verify(request);
}
