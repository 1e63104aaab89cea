import { Button } from '@mantine/core';
import { onlineManager } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { text } from '../text/text';

const TELLS_AFTER_MS = 2000;

interface WaitingButtonProps {
  readonly label: string;
  readonly isWaiting: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** Does what cannot be undone; when that takes long, it says what it is waiting for. */
export function WaitingButton({ label, isWaiting, disabled = false, onClick }: WaitingButtonProps) {
  const [tells, setTells] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => {
      setTells(true);
    }, TELLS_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setTells(false);
    };
  }, [isWaiting]);
  return (
    <>
      <span className="grow hint" role="status">
        {tells && (onlineManager.isOnline() ? text.revoke.waiting : text.revoke.offline)}
      </span>
      <Button color="red" loading={isWaiting} disabled={disabled} onClick={onClick}>
        {label}
      </Button>
    </>
  );
}
