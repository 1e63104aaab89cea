import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT } from './deployed-process.js';

const PAGE = readFileSync(join(ROOT, 'docs/deployment.md'), 'utf8');
const DEFINITION = block('job\\(\\) {');
/** Notes its arguments; Jobs end as CONDITIONS says, and pods are gone unless PODS says otherwise. */
const KUBECTL = `#!/usr/bin/env bash
echo "$*" >> calls
case "$*" in
  *'get job'*) echo "$CONDITIONS" ;;
  *'logs job/'*) echo 'what the Job said' ;;
  *'wait --for=delete'*) [[ $PODS != stay ]] ;;
esac
`;

function block(start: string): string {
  const [, found] = new RegExp(`^\`\`\`sh\\n(${start}[^\`]*)^\`\`\`$`, 'm').exec(PAGE) ?? [];
  if (found === undefined) throw new Error(`docs/deployment.md has no commands that begin with ${start}`);
  return found;
}

/** What the commands of a restore call. */
function restored(env: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-restore-'));
  writeFileSync(join(folder, 'kubectl'), KUBECTL);
  chmodSync(join(folder, 'kubectl'), 0o700);
  const commands = `${DEFINITION}\n${block('kubectl -n keyward scale ')}`;
  const { status, stdout } = spawnSync('bash', ['--norc', '-c', commands], {
    cwd: folder,
    env: { PATH: [folder, process.env['PATH']].join(delimiter), ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  const text = calls.join('\n');
  return {
    succeeded: status === 0,
    said: stdout.trim(),
    first: calls[0],
    asked: text.includes('create job restore-store-'),
    started: text.includes('--replicas=2'),
  };
}
const first = '-n keyward scale deploy/keyward-key-command --replicas=0';

it('a restore that worked starts key-command again', () => {
  expect(restored({ CONDITIONS: 'SuccessCriteriaMet Complete' })).toEqual({
    succeeded: true,
    said: 'what the Job said',
    first,
    asked: true,
    started: true,
  });
});
it('a restore that failed says why, and leaves key-command stopped', () => {
  expect(restored({ CONDITIONS: 'FailureTarget Failed' })).toEqual({
    succeeded: false,
    said: 'what the Job said',
    first,
    asked: true,
    started: false,
  });
});
it('nothing is restored while a pod of key-command is left', () => {
  expect(restored({ PODS: 'stay' })).toEqual({ succeeded: false, said: '', first, asked: false, started: false });
});
