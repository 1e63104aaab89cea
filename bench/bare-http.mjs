// The baseline of verify.mjs: a node:http handler that reads a request to its end and answers bytes it was given.
// Forked with the answers as argument.
import { createServer } from 'node:http';
import process from 'node:process';

const answers = JSON.parse(process.argv[2]);
const server = createServer((request, response) => {
  const { status, headers, text } = answers[request.url];
  request.resume().once('end', () => {
    response.writeHead(status, headers).end(text);
  });
});
server.keepAliveTimeout = 72_000; // as long as Keyward says
server.listen(0, '127.0.0.1', () => {
  process.send({ port: server.address().port });
});
