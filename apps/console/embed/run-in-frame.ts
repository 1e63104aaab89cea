import { api } from '../api/client';
import './embed.css';
import { HostTokens } from './host-tokens';
import { type ToHost } from './messages';
import { portOfHost } from './port-of-host';
import { sendAsPerson } from './send-as-person';
import { watchHeight } from './wanted-height';

/**
 * Lets the page run in a frame at `base`, in a page of one of `origins`: calls carry the token that this page gives,
 * and what leads elsewhere opens a tab.
 */
export function runInFrame(root: HTMLElement, base: string, origins: readonly string[]): void {
  if (window.parent === window) {
    // a link of the frame was opened in a tab of its own
    location.replace(location.href.replace(base, base.replace(/\/embed$/, '')));
    return;
  }
  const port = portOfHost(origins);
  const tokens = new HostTokens(port, () => {
    location.reload();
  });
  api.use({ onRequest: ({ request }) => sendAsPerson(request, tokens) });
  document.addEventListener(
    'click',
    ({ target }) => {
      openOutside(target, base);
    },
    true,
  );
  void port.then((open) => {
    watchHeight(root, (pixels) => {
      open.postMessage({ type: 'height', pixels } satisfies ToHost);
    });
  });
}

/** Elsewhere nothing of Keyward may be shown in a frame. */
function openOutside(target: EventTarget | null, base: string): void {
  const link = target instanceof Element ? target.closest('a') : null;
  if (
    link === null ||
    link.href === '' ||
    (link.origin === location.origin && `${link.pathname}/`.startsWith(`${base}/`))
  )
    return;
  link.target = '_blank';
  link.rel = 'noopener';
}
