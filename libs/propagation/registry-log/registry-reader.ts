import { type RegistryRecord } from '../domain/registry-record.js';
import { emptyRegistry, evolve as fold, type Registry } from '../domain/registry.js';
import { type RegistrySnapshot } from './registry-snapshot.js';

/** What one record of `verifiers` holds; null: nothing that is known here. */
export type LogContent = RegistryRecord | RegistrySnapshot | null;

/**
 * Folds the registry's log from where a reader begins. One that begins behind the start keeps what it reads until it
 * meets a snapshot of all that it did not read; from then on its fold is the one of a reader that read everything.
 */
export class RegistryReader {
  private registry = emptyRegistry;
  private kept: { readonly offset: number; readonly record: RegistryRecord }[] | null = [];
  private first: number | undefined;
  private last = -1;

  /**
   * @param end the last offset that the log had when the reading began; -1: none. A reader that has read that far
   * without a snapshot folds what it has read, if it began at the start of what the log holds.
   * @param evolve how one record is folded.
   */
  constructor(
    private readonly end: number,
    private readonly beginsAtStart: boolean,
    private readonly evolve = fold,
  ) {
    if (end < 0) this.foldKept(emptyRegistry, -1);
  }

  /** The fold up to the last record that was read; null while it is not known. */
  get folded(): Registry | null {
    return this.kept === null ? this.registry : null;
  }
  get lastOffset(): number {
    return this.last;
  }
  /** Whether it has read as far as it must, and still lacks a snapshot. */
  get isStuck(): boolean {
    return this.kept !== null && this.last >= this.end;
  }

  /** @throws when records were missed: a registry without them might wait for too few replicas. */
  read(offset: number, record: LogContent): void {
    if (offset <= this.last) return;
    if (this.first !== undefined && offset !== this.last + 1)
      throw new Error(`the registry's log goes on with offset ${String(offset)} after ${String(this.last)}`);
    this.first ??= offset;
    this.last = offset;
    if (record?.type === 'snapshot') this.meet(record, this.first);
    else if (record !== null) this.take(offset, record);
    if (this.isStuck && this.beginsAtStart) this.foldKept(emptyRegistry, -1);
  }

  private take(offset: number, record: RegistryRecord): void {
    if (this.kept === null) this.registry = this.evolve(this.registry, record);
    else this.kept.push({ offset, record });
  }

  private meet({ upTo, registry }: RegistrySnapshot, first: number): void {
    if (upTo >= first - 1) this.foldKept(registry, upTo);
  }

  private foldKept(from: Registry, upTo: number): void {
    if (this.kept === null) return;
    this.registry = this.kept
      .filter(({ offset }) => offset > upTo)
      .reduce((registry, { record }) => this.evolve(registry, record), from);
    this.kept = null;
  }
}
