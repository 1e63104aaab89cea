import { type RefObject, useEffect } from 'react';

/**
 * When what has focus inside `content` disappears, `content` gets it: the next Tab goes on from there, not from the top
 * of the page.
 */
export function useKeptFocus(content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = content;
    if (current === null) return;
    let focused: Element | null = null;
    const remember = ({ target }: FocusEvent) => {
      focused = target instanceof Element && current.contains(target) ? target : null;
    };
    const observer = new MutationObserver(() => {
      if (focused === null || focused.isConnected) return;
      focused = null;
      if (document.activeElement === document.body) current.focus({ preventScroll: true });
    });
    document.addEventListener('focusin', remember);
    observer.observe(current, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, [content]);
}
