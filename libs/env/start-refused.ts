/**
 * The process cannot start as it is configured; the message names what is wrong and how to fix it. It is shown as it
 * is, without a stack.
 */
export class StartRefused extends Error {
  override readonly name: string = 'StartRefused';
}
