import { lazy, Suspense } from 'react';
import { type Key } from '../api/types';
import { useOpenerFocus } from '../ui/opener-focus';
import { type Summaries } from './filter';
import { type OpenDialog } from './open-dialog';

const CreateDialog = lazy(async () => ({ default: (await import('../create/create-dialog')).CreateDialog }));
const RotateDialog = lazy(async () => ({ default: (await import('../rotate/rotate-dialog')).RotateDialog }));
const RevokeDialog = lazy(async () => ({ default: (await import('../revoke/revoke-dialog')).RevokeDialog }));
const RevokeAllDialog = lazy(async () => ({ default: (await import('../revoke/revoke-all-dialog')).RevokeAllDialog }));
const EditDialog = lazy(async () => ({ default: (await import('../edit/edit-dialog')).EditDialog }));
const PauseDialog = lazy(async () => ({ default: (await import('../pause/pause-dialog')).PauseDialog }));
const ResumeDialog = lazy(async () => ({ default: (await import('../pause/resume-dialog')).ResumeDialog }));
const StopOldKeyDialog = lazy(async () => ({
  default: (await import('../rotate/stop-old-key-dialog')).StopOldKeyDialog,
}));
const ReminderDialog = lazy(async () => ({ default: (await import('../reminders/reminder-dialog')).ReminderDialog }));

interface KeyDialogProps {
  readonly dialog: OpenDialog;
  /** The keys that work or are paused. */
  readonly live: readonly Key[];
  readonly summaries: Summaries;
  readonly onClose: () => void;
}

/** What is open over the list; loaded when it is asked for. */
export function KeyDialog(props: KeyDialogProps) {
  useOpenerFocus();
  return <Suspense>{opened(props)}</Suspense>;
}

function opened({ dialog, live, summaries, onClose }: KeyDialogProps) {
  switch (dialog.kind) {
    case 'create':
      return <CreateDialog onClose={onClose} />;
    case 'rotate':
      return <RotateDialog item={dialog.key} use={summaries.get(dialog.key.keyId)} onClose={onClose} />;
    case 'revoke':
      return <RevokeDialog item={dialog.key} use={summaries.get(dialog.key.keyId)} onClose={onClose} />;
    case 'revoke-all':
      return <RevokeAllDialog keys={live} summaries={summaries} onClose={onClose} />;
    case 'edit':
      return <EditDialog item={dialog.key} onClose={onClose} />;
    case 'pause':
      return <PauseDialog item={dialog.key} use={summaries.get(dialog.key.keyId)} onClose={onClose} />;
    case 'resume':
      return <ResumeDialog item={dialog.key} onClose={onClose} />;
    case 'stop-old-key':
      return <StopOldKeyDialog item={dialog.key} onClose={onClose} />;
    case 'reminder':
      return <ReminderDialog item={dialog.key} onClose={onClose} />;
  }
}
