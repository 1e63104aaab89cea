import { type SyntheticEvent } from 'react';

/** After a submit that was refused: focus goes to the first field with a fault, once the page shows it. */
export function focusFault({ currentTarget }: SyntheticEvent): void {
  requestAnimationFrame(() => {
    currentTarget.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  });
}
