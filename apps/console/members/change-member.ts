import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { type ChangedMember, type MemberChange } from '../api/types';
import { tellConfirmation } from '../revoke/tell-confirmation';

interface Told {
  readonly confirmed: (ms: string) => string;
  readonly unconfirmed: string;
}

/** Makes the change, tells what became of it, and closes the dialog. */
export function useMemberChange(
  userId: string,
  told: (change: MemberChange, answer: ChangedMember) => Told,
  onClose: () => void,
) {
  const queries = useQueryClient();
  const make = (body: MemberChange) =>
    answerOf(api.PUT('/v1/members/{userId}', { params: { path: { userId } }, body }));
  return useMutation({
    mutationFn: make,
    onSuccess: (answer, change) => {
      void queries.invalidateQueries();
      tellConfirmation({
        id: `member-${userId}`,
        propagation: answer.propagation,
        ...told(change, answer),
        check: async () => (await make(change)).propagation,
      });
      onClose();
    },
  });
}
