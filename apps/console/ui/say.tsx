import { notifications } from '@mantine/notifications';
import { type ReactNode } from 'react';
import { text } from '../text/text';

const SHOWN_MS = 6000;

/** Tells in passing what was done. What needs an answer stays until it is closed. */
export function say(message: ReactNode, { kind = 'ok', stays = false, id }: { readonly kind?: 'ok' | 'warn'; readonly stays?: boolean; readonly id?: string } = {}): void {
  if (id !== undefined) notifications.hide(id);
  notifications.show({
    ...(id !== undefined && { id }),
    message,
    color: kind === 'ok' ? 'green' : 'yellow',
    autoClose: stays ? false : SHOWN_MS,
    closeButtonProps: { 'aria-label': text.close },
    role: 'status',
  });
}
