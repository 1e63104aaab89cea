import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { type ReactNode } from 'react';

const ICONS = { info: Info, ok: CircleCheck, warn: TriangleAlert, bad: TriangleAlert };

export function Note({
  kind,
  role,
  children,
}: {
  readonly kind: keyof typeof ICONS;
  readonly role?: 'alert' | 'status';
  readonly children: ReactNode;
}) {
  const Icon = ICONS[kind];
  return (
    <div className={`note ${kind}`} {...(role !== undefined && { role })}>
      <Icon aria-hidden />
      <div>{children}</div>
    </div>
  );
}
