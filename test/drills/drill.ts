import { expect } from '@jest/globals';
import { WITHOUT_LIMITS } from '../chaos/chaos.js';
import { FinalStateCheck } from '../faults/final-state-check.js';
import { askedAfterConfirmedEnd, type History, violationsIn } from '../faults/history.js';
import { Recovery } from '../faults/recovery.js';
import { type Question } from '../faults/recording-client.js';
import { Traffic } from '../faults/traffic.js';
import { type System } from '../kit/system.js';
import {
  type DistributedDeployment,
  type DistributedOptions,
  type ServiceName,
} from '../profiles/distributed-deployment.js';
import { startDistributed } from '../profiles/distributed.js';
import { Rotation } from '../upgrade/rotation.js';
import { seconds, type Step, StepReport } from './step-report.js';

export interface DrillOptions {
  readonly seed: number;
  /** How many a history has that is carried over. */
  readonly keys: number;
}

/** A piece of work that operators do. */
export interface Drill {
  readonly name: string;
  /** @throws when something is wrong afterwards, or was meanwhile. */
  run(options: DrillOptions): Promise<StepReport>;
}

/** Work on services that are asked meanwhile. */
export interface WorkUnderLoad {
  readonly services?: DistributedOptions;
  /** How replicas are asked for verdicts; default `/v1/verify`. */
  readonly question?: Question;
  /** Keys that have ended may be unknown afterwards: no yes, but no reason either. */
  readonly forgetsEndedKeys?: boolean;
  /** key-command is stopped for a part of it. */
  readonly stopsCommands?: boolean;
  /** Before anything is asked. */
  readonly prepare?: (system: System) => void;
  readonly work: (stage: DrillStage) => Promise<void>;
}

/** Between two processes: what is asked meanwhile would show what only one of them got right. */
const COMMANDS_BETWEEN = 10;
/** A loaded machine is slow, not wrong. */
const PATIENCE_MS = 300_000;

/** The services under load, with what drills do to them. */
export class DrillStage {
  readonly rotation: Rotation;
  readonly traffic: Traffic;
  readonly recovery: Recovery;
  private readonly steps: Step[] = [];

  constructor(
    readonly system: System,
    readonly deployment: DistributedDeployment,
    readonly finalState: FinalStateCheck,
    options: { readonly seed: number; readonly question?: Question },
  ) {
    this.rotation = new Rotation(deployment);
    this.traffic = new Traffic(system, this.rotation, options);
    this.recovery = new Recovery(system, deployment);
  }

  /** Part of the work, with a line of its own in the report. */
  async step(what: string, work: () => Promise<unknown>): Promise<void> {
    const from = performance.now();
    await work();
    const tookMs = performance.now() - from;
    await this.askMeanwhile();
    this.steps.push({ what, tookMs, from, until: performance.now() });
    process.stdout.write(`done: ${what}: ${seconds(tookMs)} s\n`);
  }

  /** Changes variables of `services`, and starts their processes again with them, one after the other. */
  async reconfigure(services: readonly ServiceName[], changes: Readonly<Record<string, string>>): Promise<void> {
    this.deployment.configure(services, changes);
    for (const replica of services.flatMap((service) => this.deployment.of(service))) {
      await this.rotation.without(replica, async () => {
        await replica.stop();
        await replica.start();
      });
      await this.askMeanwhile();
    }
  }

  /** Resolves once every process does what it should. */
  allWell(): Promise<void> {
    return this.recovery.complete(this.deployment.processes);
  }

  /** A row for each step, once the traffic has ended. */
  report(judge: (history: History) => History): StepReport {
    return new StepReport(this.steps, judge(this.traffic.client));
  }

  private askMeanwhile(): Promise<void> {
    return this.traffic.commands(COMMANDS_BETWEEN, PATIENCE_MS);
  }
}

/**
 * Does `work` on services of its own.
 * @throws when a verdict was wrong or refused, when a command has no answer, or when what is stored at the end does not
 * agree.
 */
export async function runUnderLoad(
  name: string,
  { services = {}, question, forgetsEndedKeys = false, stopsCommands = false, prepare, work }: WorkUnderLoad,
  { seed }: DrillOptions,
): Promise<StepReport> {
  const env = { ...WITHOUT_LIMITS, DRAIN_MS: '500', ...services.env };
  const { system, deployment } = await startDistributed({ ...services, env });
  const finalState = await FinalStateCheck.open(system, deployment);
  const stage = new DrillStage(system, deployment, finalState, { seed, ...(question !== undefined && { question }) });
  const { traffic, recovery } = stage;
  try {
    prepare?.(system);
    await traffic.start();
    await traffic.commands(COMMANDS_BETWEEN, PATIENCE_MS);
    await work(stage);
    const history = await traffic.stop();
    const judge = forgetsEndedKeys ? withoutForgotten : (history: History): History => history;
    const report = stage.report(judge);
    process.stdout.write(`${name}\n${report.table()}\n`);
    const violations = [history, recovery.client].flatMap((each) => violationsIn(judge(each)));
    process.stdout.write(
      violations
        .slice(0, 5)
        .map((each) => `${each}\n`)
        .join(''),
    );
    expect(violations).toEqual([]);
    expect(askedAfterConfirmedEnd(traffic.client)).toBeGreaterThan(0);
    expect(report.refused()).toEqual([]);
    if (!stopsCommands) expect(report.unanswered()).toEqual([]);
    await finalState.check(traffic);
    return report;
  } finally {
    await traffic.abandon();
    await finalState.close();
    await system.stop();
  }
}

/** Without the verdicts `unknown` about credentials that somebody had asked to end. */
function withoutForgotten({ commands, verifications }: History): History {
  const endedAt = new Map<string, number>();
  for (const { ends, outcome, invokedAt } of commands)
    for (const credentialId of outcome === 'refused' ? [] : ends)
      endedAt.set(credentialId, Math.min(invokedAt, endedAt.get(credentialId) ?? Infinity));
  return {
    commands,
    verifications: verifications.filter(
      ({ code, credentialId, startedAt }) => code !== 'unknown' || startedAt < (endedAt.get(credentialId) ?? Infinity),
    ),
  };
}
