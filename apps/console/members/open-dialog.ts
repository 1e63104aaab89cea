import { type Me, type Member } from '../api/types';

/** What is open over the members. */
export interface OpenDialog {
  readonly kind: 'revoke-keys' | 'deactivate' | 'reactivate' | 'role';
  readonly member: Member;
}

export type Open = (dialog: OpenDialog) => void;

/** What the view of one member has from the list around it. */
export interface Around {
  readonly me: Me;
  readonly open: Open;
  /** A dialog lies over it. */
  readonly isCovered: boolean;
}
