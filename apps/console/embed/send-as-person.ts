import { type HostTokens } from './host-tokens';

/**
 * Sends a call with the person's token and without any cookie; once more with a new token when Keyward refuses the
 * first.
 */
export async function sendAsPerson(request: Request, tokens: HostTokens): Promise<Response> {
  const again = request.clone();
  const token = await tokens.current();
  const answer = await fetch(signed(request, token));
  if (answer.status !== 401 || token === null) return answer;
  const another = await tokens.inPlaceOf(token);
  return another === null || another === token ? answer : fetch(signed(again, another));
}

function signed(request: Request, token: string | null): Request {
  const own = new Request(request, { credentials: 'omit' });
  if (token !== null) own.headers.set('Authorization', `Bearer ${token}`);
  return own;
}
