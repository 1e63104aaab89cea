import { Problem } from '#contracts';
import { headerValues } from '#key-secret';
import { type IncomingMessage } from 'node:http';

/** Whether Authorization was sent more than once, of which Node shows the first only. */
export function isRepeated({ rawHeaders }: IncomingMessage): boolean {
  return headerValues(rawHeaders, 'authorization').length > 1;
}

/** The request's one Authorization header. @throws Problem `code` when it was sent more than once. */
export function soleAuthorization(
  request: IncomingMessage,
  code: 'token-invalid' | 'service-token-invalid',
): string | undefined {
  if (isRepeated(request))
    throw new Problem(code, 'The Authorization header was sent more than once. Send exactly one token, once.');
  return request.headers.authorization;
}
