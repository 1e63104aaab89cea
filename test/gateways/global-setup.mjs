// Jest runs this once, before the first test on a gateway.
import { missingForGateways } from './gateways-here.mjs';

export default function setUp() {
  const missing = missingForGateways();
  if (missing.length > 0)
    throw new Error(
      `The tests on real gateways need ${missing.join(', ')}: on Debian, apt-get install nginx caddy haproxy python3-venv.`,
    );
}
