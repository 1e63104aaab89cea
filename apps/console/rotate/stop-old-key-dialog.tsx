import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { activityQuery } from '../api/queries';
import { type Key, type KeyActivity } from '../api/types';
import { WaitingButton } from '../revoke/waiting-button';
import { text } from '../text/text';
import { ago, count } from '../time/format';
import { Dialog } from '../ui/dialog';
import { Note } from '../ui/note';
import { useNow } from '../ui/now';
import { ProblemNote } from '../ui/problem-note';
import { useEndGrace } from './end-grace';

/** Says whether something still has the old key, and asks once. */
export function StopOldKeyDialog({ item, onClose }: { readonly item: Key; readonly onClose: () => void }) {
  const activity = useQuery(activityQuery(item.keyId));
  const ending = useEndGrace(item.keyId, onClose);
  const hints = item.credentials.filter(({ status }) => status === 'grace').map(({ hint }) => `${hint}…`);
  return (
    <Dialog title={text.stopOldKey.title(item.name)} onClose={onClose} sealed={ending.isPending}>
      <div className="stack">
        <p className="plain">{text.stopOldKey.text(hints.join(', '))}</p>
        {activity.isPending && <Skeleton h={44} />}
        {activity.isError && activity.data === undefined && <Note kind="info">{text.revoke.useUnknown}</Note>}
        {activity.data !== undefined && <OldUse item={item} use={activity.data} />}
        <ProblemNote error={ending.error} />
        <div className="foot">
          <Button variant="default" data-autofocus disabled={ending.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <WaitingButton
            label={text.stopOldKey.submit}
            isWaiting={ending.isPending}
            onClick={() => {
              ending.mutate();
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}

function OldUse({ item: { rotatedAt }, use: { byCredential } }: { readonly item: Key; readonly use: KeyActivity }) {
  const now = useNow();
  const old = byCredential.filter(({ status }) => status === 'grace');
  const latest = old
    .map(({ lastUsedAt }) => lastUsedAt)
    .filter((at) => at !== null)
    .toSorted()
    .at(-1);
  if (latest === undefined || (rotatedAt !== null && Date.parse(latest) < Date.parse(rotatedAt)))
    return <Note kind="ok">{text.activity.safe}</Note>;
  return (
    <Note kind="bad">
      {text.stopOldKey.inUse(count(old.reduce((sum, { last24h }) => sum + last24h, 0)), ago(latest, now))}
    </Note>
  );
}
