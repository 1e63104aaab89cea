import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { type Key } from '../api/types';
import { type Preset, expiryOf, localDateOf } from '../create/expiry';
import { ExpiryField } from '../create/expiry-field';
import { nameFault } from '../create/name-fault';
import { tellConfirmation } from '../revoke/tell-confirmation';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { focusFault } from '../ui/focus-fault';
import { useNow } from '../ui/now';
import { ProblemNote } from '../ui/problem-note';
import { say } from '../ui/say';

interface Form {
  readonly name: string;
  readonly preset: Preset;
  readonly date: string | null;
}

/** Another name, another expiration; the secret stays. Only what was changed is sent. */
export function EditDialog({ item, onClose }: { readonly item: Key; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const now = useNow();
  const [start] = useState((): Form => ({
    name: item.name,
    preset: item.expiresAt === null ? 'never' : 'date',
    date: item.expiresAt === null ? null : localDateOf(item.expiresAt),
  }));
  const [form, setForm] = useState(start);
  const [showsFaults, setShowsFaults] = useState(false);
  const isNewExpiry = form.preset !== start.preset || form.date !== start.date;
  const expiresAt = expiryOf(form.preset, form.date, now);
  const body = {
    ...(form.name !== start.name && { name: form.name }),
    ...(isNewExpiry && expiresAt !== undefined && { expiresAt: expiresAt?.toISOString() ?? null }),
  };
  const make = (change: typeof body) =>
    answerOf(api.PATCH('/v1/keys/{keyId}', { params: { path: { keyId: item.keyId } }, body: change }));
  const save = useMutation({
    mutationFn: make,
    onSuccess: ({ propagation, note }, change) => {
      void queries.invalidateQueries();
      if (!('expiresAt' in change)) say(text.edit.saved);
      else
        tellConfirmation({
          id: `edit-${item.keyId}`,
          propagation,
          confirmed: text.edit.confirmed,
          unconfirmed: text.edit.unconfirmed,
          check: async () => (await make(change)).propagation,
        });
      if (note !== undefined)
        say(`${text.reminder.title(item.name)}: ${note}`, { kind: 'warn', stays: true, id: `reminder-${item.keyId}` });
      onClose();
    },
  });
  const faults = {
    name: nameFault(form.name),
    date: isNewExpiry && expiresAt === undefined ? text.create.dateMissing : null,
  };
  const isChanged = form.name !== start.name || isNewExpiry;
  const change = (changed: Partial<Form>) => {
    setForm({ ...form, ...changed });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setShowsFaults(true);
    if (faults.name !== null || faults.date !== null) focusFault(event);
    else if (isChanged) save.mutate(body);
  };
  return (
    <Dialog
      title={text.edit.title(item.name)}
      onClose={onClose}
      closesOutside={!isChanged}
      sealed={save.isPending}
      size="lg"
    >
      <form className="stack" onSubmit={submit} noValidate>
        <TextInput
          label={text.create.name}
          description={text.create.nameHint}
          withAsterisk
          data-autofocus
          autoComplete="off"
          value={form.name}
          error={showsFaults ? faults.name : null}
          errorProps={{ role: 'alert' }}
          onChange={({ currentTarget }) => {
            change({ name: currentTarget.value });
          }}
        />
        <ExpiryField
          preset={form.preset}
          date={form.date}
          error={showsFaults ? faults.date : null}
          onPreset={(preset) => {
            change({ preset });
          }}
          onDate={(date) => {
            change({ date });
          }}
        />
        {item.status === 'expired' && <p className="hint">{text.edit.expired}</p>}
        <ProblemNote error={save.error} />
        <div className="foot">
          <Button variant="default" disabled={save.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!isChanged}>
            {text.edit.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
