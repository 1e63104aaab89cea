import { useEffect } from 'react';
import { text } from '../text/text';

/** What the browser's tab says while a view is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · ${text.brand}`;
    return () => {
      document.title = before;
    };
  }, [title]);
}
