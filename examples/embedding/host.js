// The part of a host product's page that talks with Keyward's frame.
const frame = document.getElementById('keyward');
const keyward = new URL(frame.src).origin;

addEventListener('message', ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== keyward || data?.type !== 'keyward:ready') return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (message) => {
    answer(port1, message.data);
  };
  frame.contentWindow.postMessage({ type: 'keyward:connect' }, keyward, [port2]);
});

function answer(port, message) {
  switch (message.type) {
    case 'token-wanted':
      newToken().then((token) => {
        port.postMessage({ type: 'token', token });
      }, console.error);
      break;
    case 'token-refused':
      console.error(`Keyward does not take the token: ${message.reason}`);
      break;
    case 'height':
      frame.style.height = `${message.pixels}px`; // index.html bounds it: dialogs are placed within the frame, and must be in sight
      break;
  }
}

/** A token of whoever is signed in here, from the host product's own server; null when nobody is. */
async function newToken() {
  const response = await fetch('/keyward-token', { method: 'POST' });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`No token for Keyward: ${response.status}`);
  return (await response.json()).token;
}
