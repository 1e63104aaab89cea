import { IsOptional } from 'class-validator';
import { Satisfies } from './satisfies.js';
import { Variable } from './variable.js';

/** Where people find the page. */
export class ConsoleEnv {
  /** The address of the page, under the host product's name. */
  @Variable({ example: 'https://app.example.com/settings/security/api-keys' })
  @IsOptional()
  @Satisfies((value) => (isWebAddress(value) ? null : 'must be a URL that begins with http:// or https://'))
  readonly CONSOLE_URL?: string;
}

function isWebAddress(value: unknown): boolean {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url !== null && url.hostname !== '' && ['http:', 'https:'].includes(url.protocol);
}
