import { Button, Collapse, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { newAttempt } from '../api/attempt';
import { api } from '../api/client';
import { answerOf, ApiProblem } from '../api/problem';
import { meQuery } from '../api/queries';
import { type KeyWithSecret, type Mode, type Scope } from '../api/types';
import { SecretGate } from '../secret/secret-gate';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { focusFault } from '../ui/focus-fault';
import { useNow } from '../ui/now';
import { ProblemNote } from '../ui/problem-note';
import { type Preset, expiryOf } from './expiry';
import { ExpiryField } from './expiry-field';
import { nameFault } from './name-fault';
import { ScopeField } from './scope-field';

const MODES: readonly Mode[] = ['live', 'test'];

interface Form {
  readonly name: string;
  readonly scope: Scope;
  readonly mode: Mode;
  readonly preset: Preset;
  readonly date: string | null;
}

/** A try whose answer is lost is repeated letter by letter, expiry and all: so it makes no second key. */
interface Attempt {
  readonly id: string;
  readonly form: Form;
  readonly expiresAt: string | null;
}

const EMPTY: Form = { name: '', scope: 'read-only', mode: 'live', preset: '90', date: null };

/** Enter a name, select the scope, optionally an expiration; then the secret is shown, once. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const now = useNow();
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery);
  const [unanswered, setUnanswered] = useState<Attempt | null>(null);
  const [form, setForm] = useState(EMPTY);
  const [showsFaults, setShowsFaults] = useState(false);
  const [showsMore, setShowsMore] = useState(false);
  const create = useMutation({
    gcTime: 0, // the answer holds the secret: it goes with the dialog
    mutationFn: ({ id, form: { name, scope, mode }, expiresAt }: Attempt): Promise<KeyWithSecret> =>
      answerOf(
        api.POST('/v1/keys', { params: { header: { 'Idempotency-Key': id } }, body: { name, scope, mode, expiresAt } }),
      ),
    onError: (error, attempt) => {
      setUnanswered(error instanceof ApiProblem && error.isPassing ? attempt : null);
    },
  });

  if (create.data !== undefined) return <SecretGate made={create.data} onDone={onClose} />;

  const faults = {
    name: nameFault(form.name),
    date: expiryOf(form.preset, form.date, now) === undefined ? text.create.dateMissing : null,
  };
  const change = (changed: Partial<Form>) => {
    setForm({ ...form, ...changed });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setShowsFaults(true);
    if (create.isPending) return;
    const expiresAt = expiryOf(form.preset, form.date, Date.now());
    if (faults.name !== null || expiresAt === undefined) {
      focusFault(event);
      return;
    }
    create.mutate(
      unanswered?.form === form ? unanswered : { id: newAttempt(), form, expiresAt: expiresAt?.toISOString() ?? null },
    );
  };
  const isFull = create.error instanceof ApiProblem && create.error.code === 'key-limit-reached';

  return (
    <Dialog
      title={text.create.title}
      onClose={onClose}
      sealed={create.isPending}
      closesOutside={form === EMPTY}
      fullScreenOnPhone
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
        <ScopeField
          value={form.scope}
          me={me}
          onChange={(scope) => {
            change({ scope });
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
        <div>
          <button
            type="button"
            className="link"
            aria-expanded={showsMore}
            onClick={() => {
              setShowsMore(!showsMore);
            }}
          >
            {text.create.more}
          </button>
          <Collapse expanded={showsMore}>
            <div className="field" role="group" aria-label={text.create.mode}>
              <b>{text.create.mode}</b>
              <SegmentedControl<Mode>
                value={form.mode}
                onChange={(mode) => {
                  change({ mode });
                }}
                data={MODES.map((value) => ({ value, label: text.modes[value] }))}
                aria-label={text.create.mode}
              />
              <p className="hint">{text.create.modeHint}</p>
            </div>
          </Collapse>
        </div>
        <p className="hint">{text.create.practice}</p>
        <ProblemNote error={create.error}>
          {isFull && (
            <button
              type="button"
              className="link"
              onClick={() => {
                onClose();
                void navigate('/?filter=unused');
              }}
            >
              {text.create.limitLink}
            </button>
          )}
        </ProblemNote>
        <div className="foot">
          <Button variant="default" disabled={create.isPending} onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {text.create.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
