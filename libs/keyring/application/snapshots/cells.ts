/** Reads the members of a JSON array one after the other, each as what it must be. Each throws a TypeError otherwise. */
export class Cells {
  private place = 0;

  private constructor(private readonly cells: readonly unknown[]) {}

  static of(value: unknown): Cells {
    if (!Array.isArray(value)) throw new TypeError('not a list');
    return new Cells(value);
  }

  text(): string {
    const cell = this.next();
    if (typeof cell !== 'string') throw new TypeError('not a text');
    return cell;
  }

  number(): number {
    const cell = this.next();
    if (typeof cell !== 'number') throw new TypeError('not a number');
    return cell;
  }

  flag(): boolean {
    const cell = this.next();
    if (typeof cell !== 'boolean') throw new TypeError('not a flag');
    return cell;
  }

  time(): Date {
    return new Date(this.number());
  }

  oneOf<T>(values: readonly T[]): T {
    const cell = this.next();
    const value = values.find((each) => each === cell);
    if (value === undefined) throw new TypeError('none of the known values');
    return value;
  }

  orNull<T>(read: (cells: this) => T): T | null {
    if (this.cells[this.place] !== null) return read(this);
    this.place += 1;
    return null;
  }

  /** A list of lists. */
  list<T>(read: (cells: Cells) => T): T[] {
    const cell = this.next();
    if (!Array.isArray(cell)) throw new TypeError('not a list');
    return cell.map((each) => read(Cells.of(each)));
  }

  numbers(): number[] {
    const cells = Cells.of(this.next());
    return cells.cells.map(() => cells.number());
  }

  private next(): unknown {
    return this.cells[this.place++];
  }
}
