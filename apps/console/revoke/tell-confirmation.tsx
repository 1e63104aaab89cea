import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Propagation } from '../api/types';
import { text } from '../text/text';
import { count } from '../time/format';
import { detailOf } from '../ui/problem-note';
import { say } from '../ui/say';

interface Confirmation {
  readonly id: string;
  readonly propagation: Propagation;
  readonly confirmed: (ms: string) => string;
  readonly unconfirmed: string;
  /** Repeats the call, which waits again. */
  readonly check: () => Promise<Propagation>;
}

/** “Confirmed everywhere” is said only when it is. Until then a note stays, with a way to look again. */
export function tellConfirmation(confirmation: Confirmation): void {
  const { id, propagation, confirmed, unconfirmed } = confirmation;
  if (propagation.confirmed) say(confirmed(count(propagation.waitedMs)), { id });
  else say(<Unconfirmed {...confirmation} message={unconfirmed} />, { kind: 'warn', stays: true, id });
}

function Unconfirmed({ message, ...confirmation }: Confirmation & { readonly message: string }) {
  const [state, setState] = useState<{ readonly isChecking: boolean; readonly trouble: string | null }>({
    isChecking: false,
    trouble: null,
  });
  const check = async () => {
    setState({ isChecking: true, trouble: null });
    try {
      tellConfirmation({ ...confirmation, propagation: await confirmation.check() });
      setState({ isChecking: false, trouble: null });
    } catch (error) {
      setState({ isChecking: false, trouble: error instanceof Error ? detailOf(error) : text.noAnswer });
    }
  };
  return (
    <>
      {message} {state.trouble}{' '}
      <Button
        size="compact-sm"
        variant="default"
        loading={state.isChecking}
        onClick={() => {
          void check();
        }}
      >
        {text.revoke.check}
      </Button>
    </>
  );
}
