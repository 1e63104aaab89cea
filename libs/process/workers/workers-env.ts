import { Satisfies, Variable } from '#env';

export class WorkersEnv {
  /**
   * How many share its ports, each a replica of its own with a cache of its own; `auto`: one for each core that this
   * process may use.
   */
  @Variable({ example: 'auto' })
  @Satisfies((value) => (/^(auto|[1-9]\d?)$/.test(String(value)) ? null : 'must be auto, or a number from 1 to 99'))
  readonly WORKERS: string = '1';
}
