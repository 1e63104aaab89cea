const RELOADED = 'keyward-reloaded';

/**
 * A part that cannot be loaded belongs to a version that is served no more: the page is loaded anew, once for each
 * version.
 */
export function reloadWhenPartsAreGone(): void {
  addEventListener('vite:preloadError', () => {
    if (navigator.onLine && isFirstTime()) location.reload();
  });
}

function isFirstTime(): boolean {
  const version = import.meta.url;
  try {
    if (sessionStorage.getItem(RELOADED) === version) return false;
    sessionStorage.setItem(RELOADED, version);
    return true;
  } catch {
    return false; // storage can be switched off
  }
}
