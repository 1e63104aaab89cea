import { useEffect } from 'react';

let held: { readonly href: string; readonly state: unknown } | null = null;

/** Called before there is a router, so that it does not hear of a way back that is not gone. */
export function stayWhenHeld(): void {
  addEventListener('popstate', (event) => {
    if (held === null) return;
    event.stopImmediatePropagation();
    history.pushState(held.state, '', held.href);
  });
}

/**
 * While `isHeld`, neither the back button nor a reload takes away what is shown: the one stays here, the other asks
 * first.
 */
export function useStay(isHeld: boolean): void {
  useEffect(() => {
    if (!isHeld) return undefined;
    held = { href: location.href, state: history.state };
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      held = null;
      removeEventListener('beforeunload', warn);
    };
  }, [isHeld]);
}
