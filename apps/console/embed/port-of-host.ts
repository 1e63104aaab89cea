import { CONNECT, isOfType, READY } from './messages';

const AGAIN_MS = 1000;

/**
 * The port that the page around this frame hands over. It is told that the frame is ready until it does: it may listen
 * later. Messages of anybody else are not looked at.
 */
export function portOfHost(origins: readonly string[]): Promise<MessagePort> {
  return new Promise((resolve) => {
    const sayReady = () => {
      window.parent.postMessage(READY, '*');
    };
    const timer = setInterval(sayReady, AGAIN_MS);
    const take = ({ source, origin, data, ports: [port] }: MessageEvent<unknown>) => {
      if (source !== window.parent || !origins.includes(origin) || !isOfType(data, CONNECT) || port === undefined)
        return;
      window.removeEventListener('message', take);
      clearInterval(timer);
      resolve(port);
    };
    window.addEventListener('message', take);
    sayReady();
  });
}
