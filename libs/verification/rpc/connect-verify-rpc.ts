import { type MicroserviceOptions } from '@nestjs/microservices';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { listenRefusal } from '#http';
import { LOGGER, type Logger } from '#process';
import { RpcServer } from './rpc-server.js';

/**
 * Answers RPC from now until the application closes. Resolves with the port.
 * @throws StartRefused that names TCP_PORT or HOST when it cannot listen there.
 */
export async function connectVerifyRpc(app: NestFastifyApplication): Promise<number> {
  const server = app.get(RpcServer);
  const microservice = app.connectMicroservice<MicroserviceOptions>({ strategy: server }, { inheritAppConfig: false });
  try {
    await microservice.listen();
  } catch (error) {
    throw listenRefusal(error, { variable: 'TCP_PORT', ...server.address }) ?? error;
  }
  const port = server.boundPort();
  const logger = app.get<Logger>(LOGGER);
  server.followCertificate(logger);
  logger.info({ host: server.address.host, port }, 'verify-key and verify-keys are answered over TCP');
  return port;
}
