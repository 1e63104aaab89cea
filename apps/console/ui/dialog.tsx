import { Modal, type ModalProps } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { text } from '../text/text';
import { useStay } from './stay';

const PHONE = '(max-width: 480px)';

interface DialogProps extends Omit<ModalProps, 'opened' | 'onClose'> {
  readonly onClose: () => void;
  /** Nothing but a button of its own closes it, and leaving the page asks first. */
  readonly sealed?: boolean;
  /** Whether a click beside it closes it; false once something was typed. */
  readonly closesOutside?: boolean;
  /** On a phone it takes the whole screen. */
  readonly fullScreenOnPhone?: boolean;
}

/** A modal that a strict content policy and a screen reader can live with. */
export function Dialog({
  onClose,
  sealed = false,
  closesOutside = true,
  fullScreenOnPhone = false,
  ...props
}: DialogProps) {
  const isPhone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  useStay(sealed);
  return (
    <Modal
      opened
      fullScreen={fullScreenOnPhone && isPhone}
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
