import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { type Key } from '../api/types';
import { type Summaries } from '../keys/filter';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { Note } from '../ui/note';
import { ProblemNote } from '../ui/problem-note';
import { tellConfirmation } from './tell-confirmation';
import { WaitingButton } from './waiting-button';

interface RevokeAllDialogProps {
  /** Those that work, and those that are paused. */
  readonly keys: readonly Key[];
  readonly summaries: Summaries;
  readonly onClose: () => void;
}

export function RevokeAllDialog({ keys, summaries, onClose }: RevokeAllDialogProps) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const revoke = () => answerOf(api.POST('/v1/keys/revoke-all', { body: {} }));
  const mutation = useMutation({
    mutationFn: revoke,
    onSuccess: ({ revoked, propagation }) => {
      void queries.invalidateQueries();
      tellConfirmation({
        id: 'revoke-all',
        propagation,
        confirmed: (ms) => text.revokeAll.confirmed(revoked, ms),
        unconfirmed: text.revokeAll.unconfirmed(revoked),
        check: async () => (await revoke()).propagation,
      });
      onClose();
    },
  });
  const works = keys.filter(({ status }) => status === 'active').length;
  const paused = keys.length - works;
  const inUse = keys.filter(({ keyId }) => (summaries.get(keyId)?.last24h ?? 0) > 0).length;
  const isMeant = typed.trim().toLowerCase() === text.revokeAll.word;
  return (
    <Dialog title={text.revokeAll.title} onClose={onClose} sealed={mutation.isPending}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isMeant) mutation.mutate();
        }}
      >
        <Note kind="bad">
          {works > 0 && text.revokeAll.text(works)}{' '}
          {summaries.size === 0 ? text.revokeAll.useUnknown : inUse > 0 && text.revokeAll.inUse(inUse)}{' '}
          {paused > 0 && text.revokeAll.paused(paused)}
        </Note>
        <p className="plain">{text.revokeAll.after}</p>
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
            label={text.revokeAll.submit}
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
