import { once } from 'node:events';
import { connect } from 'node:net';

const SILENCE_MS = 2000;

/** Sends bytes that no HTTP client would, and resolves with what came back until the gateway closed or fell silent. */
export async function rawExchange(port: number, text: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  let answer = '';
  socket.setTimeout(SILENCE_MS, () => socket.destroy());
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  socket.on('error', () => socket.destroy());
  socket.write(text);
  await once(socket, 'close');
  return answer;
}
