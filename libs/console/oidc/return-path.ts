import { PAGE_PATH } from '../http/page-path.js';

const LONGEST = 1000;
/** The views of the page; what signs people in and out is none. */
const VIEW = /^(?:\/key\/[^/]+|\/members(?:\/[^/]+)?)?\/?$/;

/** Where to go after a sign-in: `wanted` when it is a view of the page, with its query, else the page itself. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST || !wanted.startsWith('/')) return PAGE_PATH;
  const here = 'http://page.invalid';
  const url = URL.parse(wanted, here);
  if (url === null || url.origin !== here || !url.pathname.startsWith(PAGE_PATH)) return PAGE_PATH;
  return VIEW.test(url.pathname.slice(PAGE_PATH.length)) ? `${url.pathname}${url.search}` : PAGE_PATH;
}
