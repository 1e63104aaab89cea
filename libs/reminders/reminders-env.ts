import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { isMailAddress } from '#contracts';
import { ConsoleEnv, type GraceEnv, Satisfies, Variable } from '#env';
import { type RemindersParts } from './create-reminders.js';

/** How rotation reminders are sent. */
export class RemindersEnv extends ConsoleEnv {
  /** Without it mails are written to files in the data folder. */
  @Variable({ example: 'smtps://user:password@mail.example.com:465', secret: true })
  @IsOptional()
  @Satisfies((value) =>
    isUrlOf(value, ['smtp:', 'smtps:']) ? null : 'must be a URL that begins with smtp:// or smtps://',
  )
  readonly SMTP_URL?: string;

  @Variable({ example: 'Keyward <keys@example.com>' })
  @Satisfies((value) =>
    isSender(value) ? null : 'must be an e-mail address, or a name with the address in angle brackets',
  )
  readonly MAIL_FROM: string = 'Keyward <keyward@localhost.localdomain>';

  @Variable({ example: '7' })
  @IsInt()
  @Min(0)
  @Max(29)
  readonly REMINDER_LEAD_DAYS: number = 7;

  /** How long other processes leave a mail to the one that claimed it. */
  @Variable({ example: '300000' })
  @IsInt()
  @Min(10_000)
  readonly REMINDER_CLAIM_MS: number = 300_000;
}

/** The notifier's settings from its environment. */
export function reminderSettings(
  env: RemindersEnv & Pick<GraceEnv, 'GRACE_HOURS'>,
): Pick<RemindersParts, 'leadDays' | 'claimMs' | 'consoleUrl' | 'graceHours' | 'mailFrom'> {
  return {
    leadDays: env.REMINDER_LEAD_DAYS,
    claimMs: env.REMINDER_CLAIM_MS,
    consoleUrl: env.CONSOLE_URL ?? null,
    graceHours: env.GRACE_HOURS,
    mailFrom: env.MAIL_FROM,
  };
}

function isUrlOf(value: unknown, protocols: readonly string[]): boolean {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url !== null && url.hostname !== '' && protocols.includes(url.protocol);
}

function isSender(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return isMailAddress(/^[^<>\r\n]*<([^<>]*)>$/.exec(value)?.[1] ?? value);
}
