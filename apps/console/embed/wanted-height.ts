/** What lies over the content and has no place in it. */
const OVER = '.mantine-Modal-content, .mantine-Drawer-content';
/** How much of the window's height a dialog takes at most. */
const SHARE = 0.9;

/** Tells `tell` how high the frame has to be for its content, and for what is open over it, whenever that changes. */
export function watchHeight(content: HTMLElement, tell: (pixels: number) => void): void {
  let told = 0;
  let isDue = false;
  const measure = () => {
    isDue = false;
    const wanted = Math.ceil(
      Math.max(content.getBoundingClientRect().height, ...Array.from(document.querySelectorAll(OVER), heightWithin)),
    );
    if (wanted === told) return;
    told = wanted;
    tell(wanted);
  };
  const change = () => {
    if (!isDue) requestAnimationFrame(measure);
    isDue = true;
  };
  new ResizeObserver(change).observe(content);
  new MutationObserver(change).observe(document.body, { childList: true, subtree: true, characterData: true });
}

function heightWithin(over: Element): number {
  return Array.from(over.children).reduce((sum, { scrollHeight }) => sum + scrollHeight, 0) / SHARE;
}
