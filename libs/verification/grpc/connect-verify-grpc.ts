import { type MicroserviceOptions } from '@nestjs/microservices';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { listenRefusal } from '#http';
import { LOGGER, type Logger } from '#process';
import { GrpcServer } from './grpc-server.js';

/**
 * Answers gRPC from now until the application closes. Resolves with the port.
 * @throws StartRefused that names GRPC_PORT or HOST when it cannot listen there.
 */
export async function connectVerifyGrpc(app: NestFastifyApplication): Promise<number> {
  const server = app.get(GrpcServer);
  const microservice = app.connectMicroservice<MicroserviceOptions>({ strategy: server }, { inheritAppConfig: false });
  try {
    await microservice.listen();
  } catch (error) {
    throw listenRefusal(error, { variable: 'GRPC_PORT', ...server.address }) ?? error;
  }
  const port = server.boundPort();
  const logger = app.get<Logger>(LOGGER);
  server.followCertificate(logger);
  logger.info({ host: server.address.host, port }, 'gRPC is answered');
  return port;
}
