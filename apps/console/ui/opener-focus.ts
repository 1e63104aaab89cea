import { useEffect, useState } from 'react';

/** When the dialog closes, focus goes back to what had opened it; to the page's content when that is gone. */
export function useOpenerFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(() => () => {
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    else document.getElementById('content')?.focus();
  }, [opener]);
}
