/** A permission catalogue or a route table that cannot be used. The message names everything that is wrong with it. */
export class PermissionDataError extends Error {
  override readonly name = 'PermissionDataError';
  readonly code = 'invalid-permission-data';

  constructor(
    what: 'permission catalogue' | 'route table',
    readonly faults: readonly string[],
  ) {
    super(`The ${what} is not valid: ${faults.join('; ')}`);
  }
}
