import { useEffect, useState } from 'react';

/** When the dialog closes, focus goes back to what had opened it; to the page's content when that is gone. */
export function useOpenerFocus(): void {
  const [opener] = useState(() => openerOf(document.activeElement));
  useEffect(
    () => () => {
      const target = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById('content');
      target?.focus({ preventScroll: true });
    },
    [opener],
  );
}

/** An item of a menu is gone with the menu: then it is the button that had opened the menu. */
function openerOf(active: Element | null): Element | null {
  const menu = active?.closest('[role=menu]') ?? null;
  return menu === null ? active : document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`);
}
