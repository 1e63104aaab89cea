/**
 * Copies the text of `node`, and tells whether that worked. Without https there is no clipboard: then it is copied as a
 * selection, which stays selected, so that Ctrl+C works when even that is refused.
 */
export async function copyTextOf(node: HTMLElement): Promise<boolean> {
  if (window.isSecureContext && (await writesToClipboard(node.textContent))) return true;
  const selection = getSelection();
  if (selection === null) return false;
  const range = document.createRange();
  range.selectNodeContents(node);
  selection.removeAllRanges();
  selection.addRange(range);
  return document.execCommand('copy');
}

async function writesToClipboard(content: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return false; // the person or the browser's policy has refused it
  }
}
