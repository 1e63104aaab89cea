import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { type Key } from '../api/types';
import { tellConfirmation } from '../revoke/tell-confirmation';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { ProblemNote } from '../ui/problem-note';

/** Lets a paused key work again. */
export function ResumeDialog({ item, onClose }: { readonly item: Key; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const resume = async () =>
    (await answerOf(api.POST('/v1/keys/{keyId}/resume', { params: { path: { keyId: item.keyId } } }))).propagation;
  const mutation = useMutation({
    mutationFn: resume,
    onSuccess: (propagation) => {
      void queries.invalidateQueries();
      tellConfirmation({
        id: `pause-${item.keyId}`,
        propagation,
        confirmed: text.resume.confirmed,
        unconfirmed: text.resume.unconfirmed,
        check: resume,
      });
      onClose();
    },
  });
  return (
    <Dialog title={text.resume.title(item.name)} onClose={onClose} sealed={mutation.isPending}>
      <div className="stack">
        <p className="plain">{text.resume.text(item.hint)}</p>
        <ProblemNote error={mutation.error} />
        <div className="foot">
          <Button variant="default" disabled={mutation.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <Button
            data-autofocus
            loading={mutation.isPending}
            onClick={() => {
              mutation.mutate();
            }}
          >
            {text.resume.submit}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
