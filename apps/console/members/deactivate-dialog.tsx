import { Button } from '@mantine/core';
import { type Member } from '../api/types';
import { WaitingButton } from '../revoke/waiting-button';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { Note } from '../ui/note';
import { ProblemNote } from '../ui/problem-note';
import { useMemberChange } from './change-member';

/** Says what stops, in numbers, and asks once. */
export function DeactivateDialog({
  member: { userId, keys },
  onClose,
}: {
  readonly member: Member;
  readonly onClose: () => void;
}) {
  const words = text.members.deactivation;
  const change = useMemberChange(
    userId,
    (_, { member }) => ({
      confirmed: (ms) => words.confirmed(userId, member.keys, ms),
      unconfirmed: words.unconfirmed(userId, member.keys),
    }),
    onClose,
  );
  return (
    <Dialog title={words.title(userId)} onClose={onClose} sealed={change.isPending}>
      <div className="stack">
        <Note kind={keys === 0 ? 'info' : 'bad'}>{words.text(keys)}</Note>
        <p className="plain">{words.after}</p>
        <ProblemNote error={change.error} />
        <div className="foot">
          <Button variant="default" data-autofocus disabled={change.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <WaitingButton
            label={text.members.deactivate}
            isWaiting={change.isPending}
            onClick={() => {
              change.mutate({ active: false });
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}
