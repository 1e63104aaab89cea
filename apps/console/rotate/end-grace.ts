import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { tellConfirmation } from '../revoke/tell-confirmation';
import { text } from '../text/text';

/** Stops the secrets that a rotation has left working, and tells when no replica accepts them any more. */
export function useEndGrace(keyId: string, onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const stop = async () =>
    (await answerOf(api.POST('/v1/keys/{keyId}/end-grace', { params: { path: { keyId } } }))).propagation;
  return useMutation({
    mutationFn: stop,
    onSuccess: (propagation) => {
      void queries.invalidateQueries();
      tellConfirmation({
        id: `end-grace-${keyId}`,
        propagation,
        confirmed: text.activity.stopped,
        unconfirmed: text.activity.stoppedUnconfirmed,
        check: stop,
      });
      onDone();
    },
  });
}
