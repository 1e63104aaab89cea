import { keyVerifierContract } from '../testing/key-verifier.contract.js';
import { FakeUnderTest } from '../testing/served-keyward.js';
import { KeywardTesting } from './keyward-testing.js';

keyVerifierContract('the fake for tests', () => {
  const fake = new FakeUnderTest(new KeywardTesting());
  return Promise.resolve({
    verifier: fake.keyward,
    issue: () => fake.issue(),
    revoke: (secret) => fake.revoke(secret),
    becomeUnavailable: () => fake.becomeUnavailable(),
    recover: () => fake.recover(),
    close: () => Promise.resolve(),
  });
});
