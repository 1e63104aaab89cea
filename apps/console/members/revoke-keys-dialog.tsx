import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { type Member } from '../api/types';
import { tellConfirmation } from '../revoke/tell-confirmation';
import { WaitingButton } from '../revoke/waiting-button';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { Note } from '../ui/note';
import { ProblemNote } from '../ui/problem-note';

/** Stops every key of one member, after a typed word. */
export function RevokeKeysDialog({
  member: { userId, active, keys },
  onClose,
}: {
  readonly member: Member;
  readonly onClose: () => void;
}) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const words = text.members.revokeKeys;
  const revoke = () =>
    answerOf(api.POST('/v1/members/{userId}/revoke-all-keys', { params: { path: { userId } }, body: {} }));
  const mutation = useMutation({
    mutationFn: revoke,
    onSuccess: ({ revoked, propagation }) => {
      void queries.invalidateQueries();
      tellConfirmation({
        id: `revoke-keys-${userId}`,
        propagation,
        confirmed: (ms) => words.confirmed(userId, revoked, ms),
        unconfirmed: words.unconfirmed(userId, revoked),
        check: async () => (await revoke()).propagation,
      });
      onClose();
    },
  });
  const isMeant = typed.trim().toLowerCase() === text.revokeAll.word;
  return (
    <Dialog title={words.title(userId)} onClose={onClose} sealed={mutation.isPending}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isMeant) mutation.mutate();
        }}
      >
        <Note kind="bad">{active ? words.text(keys) : words.resting}</Note>
        <p className="plain">{words.after}</p>
        <TextInput
          label={text.revokeAll.type(text.revokeAll.word)}
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
          }}
        />
        <ProblemNote error={mutation.error} />
        <div className="foot">
          <Button variant="default" disabled={mutation.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <WaitingButton
            label={text.members.revoke}
            isWaiting={mutation.isPending}
            disabled={!isMeant}
            onClick={() => {
              mutation.mutate();
            }}
          />
        </div>
      </form>
    </Dialog>
  );
}
