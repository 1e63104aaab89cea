import { StartRefused } from '#env';

/** Keys that still work are digested under peppers that are not configured, so they would all read as unknown. */
export class MissingPeppers extends StartRefused {
  override readonly name = 'MissingPeppers';
  readonly code = 'missing-peppers';

  constructor(readonly pepperIds: readonly string[]) {
    super(
      `KEY_PEPPERS lacks ${pepperIds.join(', ')}, which keys that still work were issued under. Add it after the current one, then start again. (local-… is the file pepper of a data folder: put that back.)`,
    );
  }
}
