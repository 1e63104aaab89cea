// Writes docs/errors.md from the closed list of problems; with --check it only reports whether the page is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { PROBLEM_STATUSES, PROBLEM_STATUSES_FOR_KEY, PROBLEMS } from '#contracts';

const PAGE = new URL('../docs/errors.md', import.meta.url);
const HEAD = `# Errors

<!-- Generated from libs/contracts/problems.ts and problem-statuses.ts by npm run errors-doc. -->

Every refusal is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`detail\`, \`code\` and \`requestId\`. Decide by \`code\`; it comes
from this closed list and does not change. \`detail\` says in a sentence what is wrong in this case and what to do. \`type\` is
\`urn:keyward:error:<code>\`. A 401 carries \`WWW-Authenticate\`, a 405 \`Allow\`; a 429 and a 503 carry \`Retry-After\`, in seconds. Two
statuses: the first is for a signed-in person, the second for whoever sent an API key, at \`/v1/authorize\` and behind the guard.

| status | code | meaning | what to do |
|---|---|---|---|
`;

const rows = Object.entries(PROBLEMS)
  .sort(([a], [b]) => PROBLEM_STATUSES[a] - PROBLEM_STATUSES[b])
  .map(
    ([code, { title, remedy }]) =>
      `| ${[PROBLEM_STATUSES[code], PROBLEM_STATUSES_FOR_KEY[code]].filter(Boolean).join(', ')} | \`${code}\` | ${cell(title)} | ${cell(remedy)} |\n`,
  );
const page = HEAD + rows.join('');

if (!process.argv.includes('--check')) {
  writeFileSync(PAGE, page);
} else if (!existsSync(PAGE) || readFileSync(PAGE, 'utf8') !== page) {
  console.error('docs/errors.md is not what the code says: run npm run errors-doc');
  process.exitCode = 1;
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}
