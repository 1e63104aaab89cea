import { PAGE_PATH } from '../http/page-path.js';
import { FAILURES, type Failure } from './failures.js';

/** Says what went wrong and how to try again. `returnTo`: a path that `returnPath` has let through. */
export function failedPage(failure: Failure, returnTo: string): string {
  const { title, text } = FAILURES[failure];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Keyward</title>
<script src="${PAGE_PATH}/color-scheme.js"></script>
<link rel="icon" href="${PAGE_PATH}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${PAGE_PATH}/article.css">
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="${PAGE_PATH}/sign-in/oidc?return=${encodeURIComponent(returnTo)}">Try again</a> · <a href="${PAGE_PATH}">API Keys</a></p>
</main>
</body>
</html>
`;
}
