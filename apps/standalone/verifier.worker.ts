import 'reflect-metadata';
import { UsageModule } from '#activity/counting';
import { FrontServer, RefusedCallers } from '#http';
import { parsePeppers } from '#key-secret';
import { runWorkerThread } from '#process/threads';
import { startTracing } from '#process/tracing';
import { openVerifying, type VerifyingHost } from '#profiles/embedded/verifying';
import { replicaLease } from '#propagation';
import { verdictFront } from '#verification';
import type { VerifierCalls, VerifierData } from './verifiers.module.js';

runWorkerThread<VerifyingHost>(async (data: VerifierData, { main, ...parts }) => {
  const { env, catalogue, routes, databases, peppers, ...place } = data;
  const endTracing = await startTracing(env, 'standalone', parts.logger);
  const { publisher, subscriber, store, log, calls } = openVerifying({ ...parts, databases, main });
  const base = { ...parts, publisher, subscriber };
  const usage = UsageModule.forRoot(base);
  const { verification, front } = verdictFront({
    ...base,
    env,
    catalogue,
    routes,
    store,
    peppers: parsePeppers(peppers),
    lease: replicaLease({ ...base, leaseMs: env.LEASE_MS }),
    observer: usage.count,
    refused: new RefusedCallers({ ...parts, trustedProxies: env.TRUST_PROXY ?? [] }),
  });
  const http = new FrontServer({ ...parts, ...place, env, front });
  const answers: VerifierCalls = { ...calls, stopHttp: () => http.close() };
  return {
    tasks: { tracing: { close: endTracing }, 'read model': store, log, ...usage.tasks, verification, http },
    calls: answers,
  };
});
