import { type Key } from '../api/types';

/** What is open over the list. */
export type OpenDialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'revoke-all' }
  | {
      readonly kind: 'rotate' | 'revoke' | 'reminder' | 'edit' | 'pause' | 'resume' | 'stop-old-key';
      readonly key: Key;
    };

export type Open = (dialog: OpenDialog) => void;
