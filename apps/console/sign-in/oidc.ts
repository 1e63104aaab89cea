const BASE = import.meta.env.BASE_URL;
const FROM_THE_PAGE = { method: 'POST', credentials: 'same-origin', headers: { 'X-Keyward-Console': '1' } } as const;

/** People sign in at the page itself, through an OpenID provider: the document that was served says so. */
export const signsInHere = document.querySelector('meta[name="keyward-sign-in"]') !== null;

/** Where a sign-in begins that leads back to what is shown now. */
export function signInAddress(): string {
  return `${BASE}sign-in/oidc?return=${encodeURIComponent(location.pathname + location.search)}`;
}

/** Where the session at the provider ends, too; null when it has ended wherever it could. */
export async function signOut(): Promise<string | null> {
  const answer = await fetch(`${BASE}sign-out`, FROM_THE_PAGE);
  if (!answer.ok) throw new Error(`not signed out: ${String(answer.status)}`);
  return ((await answer.json()) as { readonly endSessionUrl: string | null }).endSessionUrl;
}

/**
 * A call that came too late for its session is repeated once the session is renewed; nobody has begun with it before.
 */
export async function renewing(call: Request): Promise<Response> {
  if (!signsInHere) return fetch(call);
  const again = call.clone();
  const answer = await fetch(call);
  if (answer.status !== 401 || (await codeOf(answer)) !== 'token-expired') return answer;
  const renewal = await renewedOnce();
  return renewal.ok ? fetch(again) : renewal.clone();
}

async function codeOf(answer: Response): Promise<unknown> {
  return (
    (await answer
      .clone()
      .json()
      .catch(() => null)) as { readonly code?: unknown } | null
  )?.code;
}

let underWay: Promise<Response> | null = null;

/**
 * All calls that wait share one renewal, and so do all windows: a provider may take a second use of what renews a
 * session for a theft.
 */
function renewedOnce(): Promise<Response> {
  const renew = () => fetch(`${BASE}session/renew`, FROM_THE_PAGE);
  underWay ??= navigator.locks.request('keyward-renewal', renew).finally(() => {
    underWay = null;
  });
  return underWay;
}
