export {
  type FakeKey,
  type FakeKeyOptions,
  KeywardTesting,
  type KeywardTestingOptions,
} from '../fake/keyward-testing.js';
