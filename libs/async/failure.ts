/** The failure that ends something which runs by itself. Nobody has to listen: that ends no process. */
export class Failure {
  /** Rejects with the first error that `fail` was called with; never resolves. */
  readonly promise: Promise<never>;
  /** Bound, so that it can be handed to `catch`. */
  readonly fail: (error: unknown) => void;

  constructor() {
    let fail: (error: unknown) => void = () => undefined;
    this.promise = new Promise((_, reject) => {
      fail = reject;
    });
    this.promise.catch(() => undefined);
    this.fail = fail;
  }
}
