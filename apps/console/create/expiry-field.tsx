import { Select } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { text } from '../text/text';
import { whenExactly } from '../time/format';
import { useNow } from '../ui/now';
import { type Preset, PRESETS, expiryOf } from './expiry';

const DateField = lazy(async () => ({ default: (await import('./date-field')).DateField }));

interface ExpiryFieldProps {
  readonly preset: Preset;
  readonly date: string | null;
  readonly error: string | null;
  readonly onPreset: (preset: Preset) => void;
  readonly onDate: (date: string | null) => void;
}

/** When the key stops working, in words, too: one instant, with its zone. */
export function ExpiryField({ preset, date, error, onPreset, onDate }: ExpiryFieldProps) {
  const now = useNow();
  const expiresAt = expiryOf(preset, date, now);
  const options = PRESETS.map((value) => ({ value, label: text.create.presets[value] }));
  return (
    <div>
      <Select<Preset>
        label={text.create.expiration}
        data={options}
        value={preset}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(chosen) => {
          if (chosen !== null) onPreset(chosen);
        }}
      />
      {preset === 'date' && (
        <Suspense>
          <DateField value={date} onChange={onDate} error={error} />
        </Suspense>
      )}
      <p className="hint" role="status">
        {expiresAt === null
          ? text.create.staysActive
          : expiresAt === undefined
            ? ''
            : text.create.stops(whenExactly(expiresAt.toISOString()))}
      </p>
    </div>
  );
}
