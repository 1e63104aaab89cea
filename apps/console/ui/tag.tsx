import { type LucideIcon } from 'lucide-react';
import { type ReactNode } from 'react';

interface TagProps {
  readonly kind?: 'plain' | 'info' | 'ok' | 'warn' | 'bad';
  readonly icon?: LucideIcon;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

export function Tag({ kind = 'plain', icon: Icon, title, children }: TagProps) {
  return (
    <span className={`tag ${kind}`} title={title}>
      {Icon !== undefined && <Icon aria-hidden />}
      {children}
    </span>
  );
}
