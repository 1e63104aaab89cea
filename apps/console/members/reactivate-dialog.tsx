import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { type Member } from '../api/types';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { ProblemNote } from '../ui/problem-note';
import { useMemberChange } from './change-member';

const CHOICES = ['restore', 'revoke'] as const;
type Choice = (typeof CHOICES)[number];

/** Asks what becomes of the keys that rested. */
export function ReactivateDialog({
  member: { userId },
  onClose,
}: {
  readonly member: Member;
  readonly onClose: () => void;
}) {
  const words = text.members.reactivation;
  const [keys, setKeys] = useState<Choice>('restore');
  const change = useMemberChange(
    userId,
    (_, { member }) => ({
      confirmed: (ms) => words[keys].confirmed(userId, member.keys, ms),
      unconfirmed: words[keys].unconfirmed(userId, member.keys),
    }),
    onClose,
  );
  return (
    <Dialog title={words.title(userId)} onClose={onClose} sealed={change.isPending}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ active: true, keys });
        }}
      >
        <p className="plain">{words.text}</p>
        <Radio.Group
          label={words.choice}
          value={keys}
          onChange={(value) => {
            setKeys(CHOICES.find((choice) => choice === value) ?? 'restore');
          }}
        >
          <div className="choices">
            {CHOICES.map((choice) => (
              <Radio
                key={choice}
                value={choice}
                label={words[choice].label}
                description={words[choice].description}
                {...(choice === keys && { 'data-autofocus': true })}
              />
            ))}
          </div>
        </Radio.Group>
        <ProblemNote error={change.error} />
        <div className="foot">
          <Button variant="default" disabled={change.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {text.members.reactivate}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
