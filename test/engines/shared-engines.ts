import { z } from 'zod';
import { type EngineKind, type Engines } from './engine.js';

const VARIABLE = 'KEYWARD_TEST_ENGINES';
const SHARED = z.object({ kind: z.enum(['docker', 'local']), kafka: z.string(), mongo: z.string() });
type Shared = z.infer<typeof SHARED>;

/** What a test run's setup starts, and how its workers find it. */
export interface StartedEngines {
  readonly variable: string;
  readonly value: string;
  readonly greeting: string;
  stop(): Promise<void>;
}

/** Starts one engine of each sort. */
export async function startShared(kind: EngineKind): Promise<StartedEngines> {
  const engines = await enginesOf(kind);
  const startingKafka = engines.kafka();
  const startingMongo = engines.mongo();
  const stop = async () => {
    const settled = await Promise.allSettled([startingKafka, startingMongo]);
    for (const engine of settled) if (engine.status === 'fulfilled') await engine.value.stop();
  };
  try {
    const [kafka, mongo] = await Promise.all([startingKafka, startingMongo]);
    const greeting =
      kind === 'docker'
        ? 'Engines: Kafka and MongoDB in containers.'
        : 'Engines: a local Kafka broker and a local server that speaks MongoDB’s protocol (Docker cannot be reached).';
    return {
      variable: VARIABLE,
      value: JSON.stringify({ kind, kafka: kafka.address, mongo: mongo.address } satisfies Shared),
      greeting,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The addresses of the engines that all tests of this run share; what a test makes on them must have names of its own.
 */
export function sharedEngines(): { readonly brokers: readonly string[]; readonly mongoUrl: string } {
  const { kafka, mongo } = shared();
  return { brokers: [kafka], mongoUrl: `mongodb://${mongo}` };
}

/** Starts engines for one test alone, which may then be killed or frozen. */
export async function ownEngines(): Promise<Engines> {
  return enginesOf(shared().kind);
}

/** What starts engines of that kind. */
export async function enginesOf(kind: EngineKind): Promise<Engines> {
  if (kind === 'docker') return (await import('./container-engines.js')).containerEngines;
  return (await import('./local-engines.js')).localEngines;
}

function shared(): Shared {
  const value = process.env[VARIABLE];
  if (value === undefined)
    throw new Error(
      'this test needs engines, and this machine has none: install Docker, or Java 17, Maven and Python 3',
    );
  return SHARED.parse(JSON.parse(value));
}
