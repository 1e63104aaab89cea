import { Button, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { newAttempt } from '../api/attempt';
import { api } from '../api/client';
import { answerOf, ApiProblem } from '../api/problem';
import { type Key, type Summary } from '../api/types';
import { SecretGate } from '../secret/secret-gate';
import { text } from '../text/text';
import { count, whenExactly } from '../time/format';
import { Dialog } from '../ui/dialog';
import { Note } from '../ui/note';
import { useNow } from '../ui/now';
import { ProblemNote } from '../ui/problem-note';
import { type Grace, graceEnd, GRACES } from './grace';

interface RotateDialogProps {
  readonly item: Key;
  readonly use: Summary | undefined;
  readonly onClose: () => void;
}

/** A try whose answer is lost is repeated as it was: so it rotates once. */
interface Attempt {
  readonly id: string;
  readonly grace: Grace;
}

/** A new secret for the key; the old one works on for as long as the person says. */
export function RotateDialog({ item, use, onClose }: RotateDialogProps) {
  const now = useNow();
  const [unanswered, setUnanswered] = useState<Attempt | null>(null);
  const [grace, setGrace] = useState<Grace>('24');
  const rotate = useMutation({
    gcTime: 0, // the answer holds the secret: it goes with the dialog
    mutationFn: ({ id, grace: chosen }: Attempt) =>
      answerOf(
        api.POST('/v1/keys/{keyId}/rotate', {
          params: { path: { keyId: item.keyId }, header: { 'Idempotency-Key': id } },
          body: { graceHours: Number(chosen) },
        }),
      ),
    onError: (error, attempt) => {
      setUnanswered(error instanceof ApiProblem && error.isPassing ? attempt : null);
    },
  });

  if (rotate.data !== undefined) {
    const old = rotate.data.key.credentials.find(({ hint, status }) => status === 'grace' && hint === item.hint);
    const about =
      old?.activeUntil == null
        ? text.secret.oldKeyStopped(item.hint)
        : text.secret.oldKey(item.hint, whenExactly(old.activeUntil));
    return <SecretGate made={rotate.data} aboutOldKey={about} onDone={onClose} />;
  }

  const end = graceEnd(grace, item.expiresAt, now);
  return (
    <Dialog title={text.rotate.title(item.name)} onClose={onClose} sealed={rotate.isPending}>
      <div className="stack">
        <p className="plain">{text.rotate.text}</p>
        <Select<Grace>
          label={text.rotate.stops}
          data-autofocus
          data={GRACES.map((value) => ({ value, label: text.rotate.graces[value] }))}
          value={grace}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(chosen) => {
            if (chosen !== null) setGrace(chosen);
          }}
        />
        <p className="hint" role="status">
          {grace === '0' ? text.rotate.now : text.rotate.at(whenExactly(end.at.toISOString()))}{' '}
          {end.isCut && text.rotate.cutAtExpiry}
        </p>
        {use !== undefined && use.last24h > 0 && grace === '0' ? (
          <Note kind="bad">{text.rotate.inUseNow(count(use.last24h))}</Note>
        ) : (
          <Note kind="info">{use === undefined ? text.revoke.useUnknown : text.rotate.inUse(count(use.last24h))}</Note>
        )}
        <ProblemNote error={rotate.error} />
        <div className="foot">
          <Button variant="default" disabled={rotate.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <Button
            loading={rotate.isPending}
            onClick={() => {
              rotate.mutate(unanswered?.grace === grace ? unanswered : { id: newAttempt(), grace });
            }}
          >
            {text.rotate.submit}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
