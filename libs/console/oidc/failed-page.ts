import { PAGE_PATH } from '../http/page-path.js';
import { plainDocument } from '../http/plain-document.js';
import { FAILURES, type Failure } from './failures.js';

/** Says what went wrong and how to try again. `returnTo`: a path that `returnPath` has let through. */
export function failedPage(failure: Failure, returnTo: string): string {
  const { title, text } = FAILURES[failure];
  return plainDocument(
    title,
    `<h1>${title}</h1>
<p>${text}</p>
<p><a href="${PAGE_PATH}/sign-in/oidc?return=${encodeURIComponent(returnTo)}">Try again</a> · <a href="${PAGE_PATH}">API Keys</a></p>`,
  );
}
