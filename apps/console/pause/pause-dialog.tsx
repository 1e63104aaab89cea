import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { type Key, type Summary } from '../api/types';
import { Consequence } from '../revoke/consequence';
import { tellConfirmation } from '../revoke/tell-confirmation';
import { WaitingButton } from '../revoke/waiting-button';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { ProblemNote } from '../ui/problem-note';

interface PauseDialogProps {
  readonly item: Key;
  readonly use: Summary | undefined;
  readonly onClose: () => void;
}

/** Stops a key without giving it up: for finding out what uses it. */
export function PauseDialog({ item, use, onClose }: PauseDialogProps) {
  const queries = useQueryClient();
  const pause = async () =>
    (await answerOf(api.POST('/v1/keys/{keyId}/pause', { params: { path: { keyId: item.keyId } } }))).propagation;
  const mutation = useMutation({
    mutationFn: pause,
    onSuccess: (propagation) => {
      void queries.invalidateQueries();
      tellConfirmation({
        id: `pause-${item.keyId}`,
        propagation,
        confirmed: text.pause.confirmed,
        unconfirmed: text.pause.unconfirmed,
        check: pause,
      });
      onClose();
    },
  });
  return (
    <Dialog title={text.pause.title(item.name)} onClose={onClose} sealed={mutation.isPending}>
      <div className="stack">
        <p className="plain">{text.pause.text(item.hint)}</p>
        <Consequence use={use} />
        <ProblemNote error={mutation.error} />
        <div className="foot">
          <Button variant="default" data-autofocus disabled={mutation.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <WaitingButton
            label={text.pause.submit}
            isWaiting={mutation.isPending}
            onClick={() => {
              mutation.mutate();
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}
