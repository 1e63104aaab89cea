import { type ChannelCredentials } from '@grpc/grpc-js';
import { createHttpApp, type HttpApp, HttpEnv } from '#http';
import { AdjustableClock, createLogger, createMetrics } from '#process';
import { createHash } from 'node:crypto';
import { connectVerifyGrpc } from '../grpc/connect-verify-grpc.js';
import { type GrpcLimits } from '../grpc/grpc-limits.js';
import { VerifyGrpcModule, type VerifyGrpcParts } from '../grpc/verify-grpc.module.js';
import { GatedReads, readThrough } from './gated-store.js';
import { GrpcCaller } from './grpc-caller.js';
import { VerificationSystem } from './verification-system.js';

export interface GrpcDoorOptions extends Omit<Partial<VerifyGrpcParts['env']>, 'SERVICE_TOKENS'> {
  /** One token; left out: none is asked for. */
  readonly SERVICE_TOKENS?: string;
  readonly limits?: Partial<GrpcLimits>;
}

export interface GrpcDoor extends HttpApp {
  readonly port: number;
}

/** Replicas that are asked by gRPC, and their callers. */
export class GrpcHouse {
  readonly system = new VerificationSystem();
  readonly log: string[] = [];
  private readonly closers: (() => Promise<void>)[] = [];
  private readonly logger = createLogger({
    level: 'trace',
    name: 'test',
    destination: {
      write: (line) => {
        this.log.push(line);
      },
    },
  });

  async serve(
    verification: VerifyGrpcParts['verification'],
    { SERVICE_TOKENS, limits, ...own }: GrpcDoorOptions = {},
  ): Promise<GrpcDoor> {
    const { logger } = this;
    const hash = (token: string): string => createHash('sha256').update(token).digest('hex');
    const env = Object.assign(new HttpEnv(), {
      HOST: '127.0.0.1',
      PORT: 0,
      GRPC_PORT: 0,
      SERVICE_TOKENS: SERVICE_TOKENS === undefined ? '' : `bi-api:${hash(SERVICE_TOKENS)}`,
      ...own,
    });
    const metrics = createMetrics(logger);
    let port = 0;
    const app = await createHttpApp(
      VerifyGrpcModule.forRoot({ env, verification, logger, metrics, ...(limits !== undefined && { limits }) }),
      {
        env,
        logger,
        metrics,
        clock: new AdjustableClock(),
        openApi: { title: 'test' },
        addRoutes: async (_, nest) => {
          port = await connectVerifyGrpc(nest);
        },
      },
    );
    this.closers.push(app.close);
    return { ...app, port };
  }

  /** One whose reads of the store wait. */
  async gated(options: GrpcDoorOptions = {}): Promise<GrpcDoor & { readonly gate: GatedReads }> {
    const gate = new GatedReads(this.system.store);
    const replica = await this.system.serving({ store: readThrough(this.system.store, gate) });
    return { ...(await this.serve(replica, options)), gate };
  }

  caller(port: number, metadata?: Readonly<Record<string, string>>, secure?: ChannelCredentials): GrpcCaller {
    const caller = new GrpcCaller(port, metadata, secure);
    this.closers.push(() => caller.close());
    return caller;
  }

  async close(): Promise<void> {
    await Promise.all(this.closers.reverse().map((close) => close()));
    await this.system.close();
  }
}
