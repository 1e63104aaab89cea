import { Radio } from '@mantine/core';
import { type Me, type Scope } from '../api/types';
import { text } from '../text/text';
import { writesOf } from './abilities';

const SCOPES: readonly Scope[] = ['read-only', 'read-write'];

interface ScopeFieldProps {
  readonly value: Scope;
  readonly me: Me | undefined;
  readonly onChange: (scope: Scope) => void;
}

/** What a key of each scope can and cannot do within the caller's own role. */
export function ScopeField({ value, me, onChange }: ScopeFieldProps) {
  return (
    <Radio.Group
      label={text.create.scope}
      description={me === undefined ? undefined : text.create.scopeWithin(me.role)}
      withAsterisk
      value={value}
      onChange={(chosen) => {
        onChange(SCOPES.find((scope) => scope === chosen) ?? 'read-only');
      }}
    >
      <div className="choices">
        {SCOPES.map((scope) => {
          const { can, cannot } = text.create.scopes[scope];
          const writes = me !== undefined && scope === 'read-write' ? writesOf(me) : [];
          return (
            <label key={scope} className="choice">
              <Radio value={scope} aria-label={text.scopes[scope]} aria-describedby={`scope-${scope}`} />
              <span id={`scope-${scope}`}>
                <b>{text.scopes[scope]}</b>
                {me !== undefined && (
                  <span className="muted"> · {text.create.permissions(me.scopes[scope].length)}</span>
                )}
                <span className="line">
                  <b>{text.create.can}</b> {can}
                  {writes.length > 0 && text.create.inYourRole(writes.join(', '))}
                </span>
                <span className="line muted">
                  <b>{text.create.cannot}</b> {cannot}
                </span>
              </span>
            </label>
          );
        })}
      </div>
    </Radio.Group>
  );
}
