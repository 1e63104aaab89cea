import { lazy, Suspense } from 'react';
import { type Key } from '../api/types';
import { useOpenerFocus } from '../ui/opener-focus';
import { type Summaries } from './filter';
import { type OpenDialog } from './open-dialog';

const CreateDialog = lazy(async () => ({ default: (await import('../create/create-dialog')).CreateDialog }));
const RotateDialog = lazy(async () => ({ default: (await import('../rotate/rotate-dialog')).RotateDialog }));
const RevokeDialog = lazy(async () => ({ default: (await import('../revoke/revoke-dialog')).RevokeDialog }));
const RevokeAllDialog = lazy(async () => ({ default: (await import('../revoke/revoke-all-dialog')).RevokeAllDialog }));
const ReminderDialog = lazy(async () => ({ default: (await import('../reminders/reminder-dialog')).ReminderDialog }));

interface KeyDialogProps {
  readonly dialog: OpenDialog;
  /** The keys that work. */
  readonly works: readonly Key[];
  readonly summaries: Summaries;
  readonly onClose: () => void;
}

/** What is open over the list; loaded when it is asked for. */
export function KeyDialog(props: KeyDialogProps) {
  useOpenerFocus();
  return <Suspense>{opened(props)}</Suspense>;
}

function opened({ dialog, works, summaries, onClose }: KeyDialogProps) {
  switch (dialog.kind) {
    case 'create': return <CreateDialog onClose={onClose} />;
    case 'rotate': return <RotateDialog item={dialog.key} use={summaries.get(dialog.key.keyId)} onClose={onClose} />;
    case 'revoke': return <RevokeDialog item={dialog.key} use={summaries.get(dialog.key.keyId)} onClose={onClose} />;
    case 'revoke-all': return <RevokeAllDialog keys={works} summaries={summaries} onClose={onClose} />;
    case 'reminder': return <ReminderDialog item={dialog.key} onClose={onClose} />;
  }
}
