import { useOpenerFocus } from '../ui/opener-focus';
import { DeactivateDialog } from './deactivate-dialog';
import { type OpenDialog } from './open-dialog';
import { ReactivateDialog } from './reactivate-dialog';
import { RevokeKeysDialog } from './revoke-keys-dialog';
import { RoleDialog } from './role-dialog';

interface MemberDialogProps {
  readonly dialog: OpenDialog;
  readonly onClose: () => void;
}

/** What is open over the members. */
export function MemberDialog({ dialog: { kind, member }, onClose }: MemberDialogProps) {
  useOpenerFocus();
  switch (kind) {
    case 'revoke-keys':
      return <RevokeKeysDialog member={member} onClose={onClose} />;
    case 'deactivate':
      return <DeactivateDialog member={member} onClose={onClose} />;
    case 'reactivate':
      return <ReactivateDialog member={member} onClose={onClose} />;
    case 'role':
      return <RoleDialog member={member} onClose={onClose} />;
  }
}
