import { PAGE_PATH } from './page-path.js';

/**
 * A document in the page's colours, without its script. Nothing is escaped: `title` is text without < and &, `main` is
 * HTML.
 */
export function plainDocument(title: string, main: string): string {
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
${main}
</main>
</body>
</html>
`;
}
