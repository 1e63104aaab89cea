// The baseline of verify.mjs and latency.mjs: a node:http handler that reads a request, parses the JSON that it brings,
// and answers bytes it was given. Forked with the answer as argument.
import { createServer } from 'node:http';
import process from 'node:process';

const { status, headers, text } = JSON.parse(process.argv[2]);
const server = createServer((request, response) => {
  const answer = () => response.writeHead(status, headers).end(text);
  if (request.method === 'GET') {
    request.resume().once('end', answer);
    return;
  }
  const chunks = [];
  request
    .on('data', (chunk) => {
      chunks.push(chunk);
    })
    .once('end', () => {
      JSON.parse(Buffer.concat(chunks).toString());
      answer();
    });
});
server.keepAliveTimeout = 72_000; // as long as Keyward says
server.listen(0, '127.0.0.1', () => {
  process.send({ port: server.address().port });
});
