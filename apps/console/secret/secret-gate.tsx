import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type KeyWithSecret } from '../api/types';
import { text } from '../text/text';
import { copyTextOf } from '../ui/copy';
import { Dialog } from '../ui/dialog';
import { Note } from '../ui/note';
import { type SecretForm, SECRET_FORMS, written } from './secret-forms';

type CopyState = 'notCopied' | 'copied' | 'copyFailed';

interface SecretGateProps {
  readonly made: KeyWithSecret;
  /** What became of the secret before it. */
  readonly aboutOldKey?: string;
  readonly onDone: () => void;
}

/**
 * Shows the secret, once. Nothing closes it but the person's word that it is stored; the list is asked again only then.
 */
export function SecretGate({ made, aboutOldKey, onDone }: SecretGateProps) {
  const queries = useQueryClient();
  const done = () => {
    void queries.invalidateQueries();
    onDone();
  };
  const { secret } = made;
  if (typeof secret !== 'string') return <LostSecret made={made} onDone={done} />;
  return <ShownSecret name={made.key.name} secret={secret} aboutOldKey={aboutOldKey} onDone={done} />;
}

function ShownSecret({
  name,
  secret,
  aboutOldKey,
  onDone,
}: {
  readonly name: string;
  readonly secret: string;
  readonly aboutOldKey: string | undefined;
  readonly onDone: () => void;
}) {
  const code = useRef<HTMLElement>(null);
  const [form, setForm] = useState<SecretForm>('key');
  const [copied, setCopied] = useState<CopyState>('notCopied');
  const [isStored, setIsStored] = useState(false);
  const copy = async () => {
    if (code.current !== null) setCopied((await copyTextOf(code.current)) ? 'copied' : 'copyFailed');
  };
  return (
    <Dialog title={text.secret.ready(name)} onClose={onDone} sealed size="lg">
      <div className="stack">
        <Note kind="warn">{text.secret.once}</Note>
        <SegmentedControl<SecretForm>
          aria-label={text.secret.formLabel}
          value={form}
          onChange={(chosen) => {
            setForm(chosen);
            setCopied('notCopied');
          }}
          data={SECRET_FORMS.map((value) => ({ value, label: text.secret.forms[value] }))}
        />
        <div className="secret">
          <code ref={code} tabIndex={0}>
            {written(form, secret, location.origin)}
          </code>
          <Button
            data-autofocus
            onClick={() => {
              void copy();
            }}
          >
            {text.secret.copy}
          </Button>
        </div>
        <p className="hint" role="status">
          {text.secret[copied]}
        </p>
        {aboutOldKey !== undefined && <Note kind="info">{aboutOldKey}</Note>}
        <div className="foot">
          <Checkbox
            className="grow"
            label={text.secret.stored}
            checked={isStored}
            onChange={({ currentTarget }) => {
              setIsStored(currentTarget.checked);
            }}
          />
          <Button disabled={!isStored} onClick={onDone}>
            {text.secret.done}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The change was made by an earlier try whose answer was lost: no answer holds the secret a second time. */
function LostSecret({ made, onDone }: { readonly made: KeyWithSecret; readonly onDone: () => void }) {
  return (
    <Dialog title={text.secret.lostTitle(made.key.name)} onClose={onDone}>
      <div className="stack">
        <Note kind="warn" role="alert">
          {text.secret.lost}
        </Note>
        <div className="foot">
          <Button onClick={onDone}>{text.close}</Button>
        </div>
      </div>
    </Dialog>
  );
}
