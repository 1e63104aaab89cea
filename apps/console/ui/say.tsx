import { notifications } from '@mantine/notifications';
import { type ReactNode } from 'react';
import { text } from '../text/text';

const SHOWN_MS = 6000;
/** The latest note of each id: one that takes the id of a note on its way out would leave with it. */
const shown = new Map<string, string>();

/** Tells in passing what was done. What needs an answer stays until it is closed. */
export function say(
  message: ReactNode,
  {
    kind = 'ok',
    stays = false,
    id,
  }: { readonly kind?: 'ok' | 'warn'; readonly stays?: boolean; readonly id?: string } = {},
): void {
  const before = id === undefined ? undefined : shown.get(id);
  if (before !== undefined) notifications.hide(before);
  const now = notifications.show({
    message,
    color: kind === 'ok' ? 'green' : 'yellow',
    autoClose: stays ? false : SHOWN_MS,
    closeButtonProps: { 'aria-label': text.close },
    role: 'status',
  });
  if (id !== undefined) shown.set(id, now);
}
