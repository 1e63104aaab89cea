/** Documents of one batch: each is read once, however often it is changed. */
export class Written<T> {
  private readonly documents = new Map<string, { readonly stored: T | undefined; written: T | undefined }>();

  constructor(private readonly read: (id: string) => T | undefined) {}

  change(id: string, apply: (document: T | undefined) => T | undefined): void {
    let document = this.documents.get(id);
    if (document === undefined) {
      const stored = this.read(id);
      document = { stored, written: stored };
      this.documents.set(id, document);
    }
    document.written = apply(document.written);
  }

  /** Those that are not as they are stored, in the order of their ids. */
  changed(): readonly T[] {
    return [...this.documents]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, { stored, written }]) => (written === undefined || written === stored ? [] : [written]));
  }
}
