import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { type Key, type Summary } from '../api/types';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { ProblemNote } from '../ui/problem-note';
import { Consequence } from './consequence';
import { tellConfirmation } from './tell-confirmation';
import { WaitingButton } from './waiting-button';

interface RevokeDialogProps {
  readonly item: Key;
  readonly use: Summary | undefined;
  readonly onClose: () => void;
}

/** Says what stops, asks once, and tells when no replica accepts the key any more. */
export function RevokeDialog({ item, use, onClose }: RevokeDialogProps) {
  const queries = useQueryClient();
  const revoke = async () =>
    (await answerOf(api.POST('/v1/keys/{keyId}/revoke', { params: { path: { keyId: item.keyId } }, body: {} })))
      .propagation;
  const mutation = useMutation({
    mutationFn: revoke,
    onSuccess: (propagation) => {
      void queries.invalidateQueries();
      tellConfirmation({
        id: `revoke-${item.keyId}`,
        propagation,
        confirmed: text.revoke.confirmed,
        unconfirmed: text.revoke.unconfirmed,
        check: revoke,
      });
      onClose();
    },
  });
  return (
    <Dialog title={text.revoke.title(item.name)} onClose={onClose} sealed={mutation.isPending}>
      <div className="stack">
        <p className="plain">{text.revoke.text(item.hint)}</p>
        <Consequence use={use} />
        <ProblemNote error={mutation.error} />
        <div className="foot">
          <Button variant="default" data-autofocus disabled={mutation.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <WaitingButton
            label={text.revoke.submit}
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
