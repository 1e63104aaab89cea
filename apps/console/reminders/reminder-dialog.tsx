import { Button, Radio } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import { answerOf, doneBy } from '../api/problem';
import { meQuery } from '../api/queries';
import { type Key } from '../api/types';
import { text } from '../text/text';
import { addDays, whenExactly } from '../time/format';
import { Dialog } from '../ui/dialog';
import { useNow } from '../ui/now';
import { ProblemNote } from '../ui/problem-note';
import { say } from '../ui/say';
import { nextMail } from './next-mail';

const INTERVALS = [30, 60, 90] as const;
type Interval = (typeof INTERVALS)[number];

/** Who rotates by a mail need not remember it. */
export function ReminderDialog({ item, onClose }: { readonly item: Key; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const now = useNow();
  const { data: me } = useQuery(meQuery);
  const [days, setDays] = useState<Interval>(
    INTERVALS.find((interval) => interval === item.reminder?.intervalDays) ?? 90,
  );
  const path = { keyId: item.keyId };
  const finished = (message: string, note?: string) => {
    void queries.invalidateQueries();
    if (note === undefined) say(message);
    else say(`${message} ${note}`, { kind: 'warn', stays: true, id: `reminder-${item.keyId}` });
    onClose();
  };
  const save = useMutation({
    mutationFn: () =>
      answerOf(api.PUT('/v1/keys/{keyId}/reminder', { params: { path }, body: { intervalDays: days } })),
    onSuccess: ({ note }) => {
      finished(text.reminder.saved, note);
    },
  });
  const remove = useMutation({
    mutationFn: () => doneBy(api.DELETE('/v1/keys/{keyId}/reminder', { params: { path } })),
    onSuccess: () => {
      finished(text.reminder.removed);
    },
  });
  const due = addDays(Date.parse(item.rotatedAt ?? item.createdAt), days);
  const mail = nextMail(item, days, now);
  const isBusy = save.isPending || remove.isPending;
  return (
    <Dialog title={text.reminder.title(item.name)} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p className="plain">{text.reminder.text}</p>
        <Radio.Group
          label={text.reminder.interval}
          value={String(days)}
          onChange={(value) => {
            setDays(INTERVALS.find((interval) => String(interval) === value) ?? 90);
          }}
        >
          <div className="choices">
            {INTERVALS.map((interval) => (
              <Radio
                key={interval}
                value={String(interval)}
                label={text.reminder.days(interval)}
                {...(interval === days && { 'data-autofocus': true })}
              />
            ))}
          </div>
        </Radio.Group>
        <p className="hint" role="status">
          {text.reminder.due(whenExactly(due.toISOString()))}{' '}
          {mail === null
            ? text.reminder.noMail
            : mail.getTime() <= now
              ? text.reminder.mailNow
              : text.reminder.mail(whenExactly(mail.toISOString()))}{' '}
          {mail !== null && me?.email != null && text.reminder.to(me.email)}
        </p>
        <ProblemNote error={save.error ?? remove.error} />
        <div className="foot">
          {item.reminder !== null && (
            <Button
              variant="default"
              className="danger"
              disabled={isBusy}
              onClick={() => {
                remove.mutate();
              }}
            >
              {text.reminder.remove}
            </Button>
          )}
          <span className="grow" />
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={isBusy}>
            {text.reminder.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
