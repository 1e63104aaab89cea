import { Button } from '@mantine/core';
import { type Key, type KeyActivity } from '../api/types';
import { useEndGrace } from '../rotate/end-grace';
import { text } from '../text/text';
import { ago, count, whenExactly } from '../time/format';
import { useNow } from '../ui/now';
import { ProblemNote } from '../ui/problem-note';
import { Tag } from '../ui/tag';

type Secret = KeyActivity['byCredential'][number];

const TAGS = { current: 'ok', grace: 'info', retired: 'plain' } as const;

/** Who still uses the old secret, and whether it is safe to stop it. */
export function SecretsOfKey({ item, use }: { readonly item: Key; readonly use: KeyActivity }) {
  const ending = useEndGrace(item.keyId);
  return (
    <section>
      <h3>{text.activity.secrets}</h3>
      <ul className="secrets">
        {use.byCredential.map((secret) => (
          <li key={secret.credentialId} className="choice">
            <SecretUse secret={secret} until={untilOf(item, secret)} rotatedAt={item.rotatedAt} />
            {secret.status === 'grace' && (item.status === 'active' || item.status === 'paused') && (
              <Button
                size="xs"
                variant="default"
                loading={ending.isPending}
                onClick={() => {
                  ending.mutate();
                }}
              >
                {text.keys.stopOldKey}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote error={ending.error} />
    </section>
  );
}

function untilOf(item: Key, { credentialId }: Secret): string | null {
  return item.credentials.find((credential) => credential.credentialId === credentialId)?.activeUntil ?? null;
}

function SecretUse({
  secret,
  until,
  rotatedAt,
}: {
  readonly secret: Secret;
  readonly until: string | null;
  readonly rotatedAt: string | null;
}) {
  const now = useNow();
  const { hint, status, lastUsedAt, last24h } = secret;
  const isQuiet = rotatedAt !== null && (lastUsedAt === null || Date.parse(lastUsedAt) < Date.parse(rotatedAt));
  return (
    <div className="grow">
      <div className="acts">
        <span className="mono grow">{hint}…</span>
        <Tag kind={TAGS[status]}>{text.activity[status]}</Tag>
      </div>
      <div className="sub dotted">
        <span>{lastUsedAt === null ? text.activity.neverUsed : text.activity.lastUsedAgo(ago(lastUsedAt, now))}</span>
        <span>{text.activity.usedIn24h(count(last24h))}</span>
        {status === 'grace' && until !== null && <span>{text.activity.stopsAt(whenExactly(until))}</span>}
      </div>
      {status === 'grace' && (
        <div className="sub">
          <Tag kind={isQuiet ? 'ok' : 'warn'}>{isQuiet ? text.activity.safe : text.activity.stillUsed}</Tag>
        </div>
      )}
    </div>
  );
}
