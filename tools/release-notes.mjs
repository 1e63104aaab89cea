// The changelog of a release, from the repository alone.
import { execFileSync } from 'node:child_process';

const HEADING = '# Changelog\n';

const git = (root, ...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

/** The newest tag `v…` before `HEAD`, or undefined. */
export function lastTag(root) {
  const [tag] = git(root, 'tag', '--merged', 'HEAD', '--list', 'v[0-9]*', '--sort=-version:refname').split('\n');
  return tag === '' ? undefined : tag;
}

/** The subjects of the commits since the last tag, merges left out, the newest first. */
export function subjectsSinceLastTag(root) {
  const tag = lastTag(root);
  const log = git(root, 'log', '--no-merges', '--format=%s', tag === undefined ? 'HEAD' : `${tag}..HEAD`);
  return log === '' ? [] : log.split('\n');
}

/** `before`, the text of a changelog, with a section of `version` at its top; one of that version is replaced. */
export function withSection(before, { version, date, subjects }) {
  const sections = before.split(/^(?=## )/m).filter((section) => section.startsWith('## '));
  const others = sections.filter((section) => !section.startsWith(`## ${version} `));
  const items = subjects.map((subject) => `- ${subject.replaceAll(/([*_<>[\]`])/g, '\\$1')}\n`).join('');
  return [HEADING, `## ${version} (${date})\n\n${items}`, ...others.map((section) => `${section.trimEnd()}\n`)].join(
    '\n',
  );
}
