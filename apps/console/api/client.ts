import createClient from 'openapi-fetch';
import { renewing } from '../sign-in/oidc';
import { type paths } from './openapi.gen';

/**
 * Another site's form or image cannot send this header: with it, and only with it, Keyward takes the session cookie.
 */
const FROM_THE_PAGE = { 'X-Keyward-Console': '1' };

/** The user's token does not reach this code: the browser sends it in a cookie that no script can read. */
export const api = createClient<paths>({
  baseUrl: '/',
  credentials: 'same-origin',
  headers: FROM_THE_PAGE,
  fetch: renewing,
});
