import { Modal, type ModalProps } from '@mantine/core';
import { text } from '../text/text';

interface DialogProps extends Omit<ModalProps, 'opened' | 'onClose'> {
  readonly onClose: () => void;
  /** Nothing but a button of its own closes it. */
  readonly sealed?: boolean;
  /** Whether a click beside it closes it; false once something was typed. */
  readonly closesOutside?: boolean;
}

/** A modal that a strict content policy and a screen reader can live with. */
export function Dialog({ onClose, sealed = false, closesOutside = true, ...props }: DialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      returnFocus={false}
      lockScroll={false} // its way of locking is a style element, which the policy forbids; the page's own style does it
      closeOnClickOutside={!sealed && closesOutside}
      closeOnEscape={!sealed}
      withCloseButton={!sealed}
      closeButtonProps={{ 'aria-label': text.close }}
      attributes={{ header: { role: 'presentation' } }}
      {...props}
    />
  );
}
