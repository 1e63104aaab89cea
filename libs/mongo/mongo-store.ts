/** A store on models of a connection that stays the caller's. Once it is closed, whatever it is asked fails. */
export abstract class MongoStore<Models> {
  private isClosed = false;

  /** @param what names the store in its error. */
  protected constructor(
    private readonly what: string,
    private readonly opened: Models,
  ) {}

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  protected get models(): Models {
    if (this.isClosed) throw new Error(`this ${this.what} is closed`);
    return this.opened;
  }
}
