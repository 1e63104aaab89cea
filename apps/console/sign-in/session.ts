import { doneBy } from '../api/problem';

/** Makes the session that `code` is good for. @throws ApiProblem */
export function redeem(code: string): Promise<void> {
  return doneBy(
    answered(
      fetch(`${import.meta.env.BASE_URL}session`, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json', 'X-Keyward-Console': '1' },
        body: JSON.stringify({ code }),
      }),
    ),
  );
}

async function answered(call: Promise<Response>): Promise<{ readonly error: unknown; readonly response: Response }> {
  const response = await call;
  const error: unknown = response.ok ? undefined : await response.json();
  return { error, response };
}
