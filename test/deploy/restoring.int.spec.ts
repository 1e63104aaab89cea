import { expect, it } from '@jest/globals';
import { commandsWith, Following } from './following.js';

/** Jobs end as CONDITIONS says, and pods are gone unless PODS says otherwise. */
const KUBECTL = `
case "$*" in
  *'get job'*) echo "$CONDITIONS" ;;
  *'logs job/'*) echo 'what the Job said' ;;
  *'wait --for=delete'*) [[ $PODS != stay ]] ;;
esac`;

/** What the commands of a restore call. */
function restored(env: Readonly<Record<string, string>>) {
  const guide = new Following({ kubectl: KUBECTL }, env);
  const { status, stdout } = guide.outcome(`${commandsWith('job() {')}\n${commandsWith('job restore-store')}`);
  const text = guide.calls.join('\n');
  return {
    succeeded: status === 0,
    said: stdout.trim(),
    first: guide.calls[0],
    asked: text.includes('create job restore-store-'),
    started: text.includes('--replicas=2'),
  };
}
const first = 'kubectl -n keyward scale deploy/keyward-key-command --replicas=0';

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
