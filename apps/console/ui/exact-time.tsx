import { type ReactNode } from 'react';
import { whenExactly } from '../time/format';

/** A time in words; the exact one, with its zone, is its title. */
export function ExactTime({
  iso,
  title = whenExactly(iso),
  className,
  children,
}: {
  readonly iso: string;
  readonly title?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <time dateTime={iso} title={title} className={className}>
      {children}
    </time>
  );
}
