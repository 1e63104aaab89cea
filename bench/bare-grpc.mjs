// The baseline of grpc.mjs: a grpc-js server that reads a message and answers bytes it was given. Forked with the path and
// the answer, in base64, as arguments.
import { Server, ServerCredentials } from '@grpc/grpc-js';
import process from 'node:process';

const [path, answer] = process.argv.slice(2);
const bytes = Buffer.from(answer, 'base64');
const asItIs = (buffer) => buffer;
const server = new Server();
server.addService(
  {
    ask: {
      path,
      requestStream: false,
      responseStream: false,
      requestSerialize: asItIs,
      requestDeserialize: asItIs,
      responseSerialize: asItIs,
      responseDeserialize: asItIs,
    },
  },
  { ask: (_call, send) => send(null, bytes) },
);
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.send({ port });
});
