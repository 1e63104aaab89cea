import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type Key } from '../api/types';
import { text } from '../text/text';
import { countOf, type Filter, FILTERS, type Summaries, type View } from './filter';

interface KeyToolsProps {
  readonly keys: readonly Key[];
  readonly summaries: Summaries;
  readonly view: View;
  readonly onChange: (change: Partial<View>) => void;
}

/** Search, filters and whether revoked keys are shown. */
export function KeyTools({ keys, summaries, view, onChange }: KeyToolsProps) {
  const filters = FILTERS.filter(
    (filter) => filter !== 'paused' || view.filter === filter || countOf(keys, filter, summaries) > 0,
  ); // few have any
  const labelled = filters.map((filter) => ({
    value: filter,
    label: text.keys.filters[filter](countOf(keys, filter, summaries)),
  }));
  return (
    <div className="tools">
      <TextInput
        className="search"
        aria-label={text.keys.search}
        placeholder={text.keys.searchHint}
        leftSection={<Search size={15} />}
        value={view.search}
        onChange={({ currentTarget }) => {
          onChange({ search: currentTarget.value });
        }}
      />
      <div className="chips">
        <SegmentedControl<Filter>
          aria-label={text.keys.filterLabel}
          value={view.filter}
          onChange={(filter) => {
            onChange({ filter });
          }}
          data={labelled}
        />
      </div>
      <ShowRevoked view={view} onChange={onChange} />
    </div>
  );
}

export function ShowRevoked({ view, onChange }: Pick<KeyToolsProps, 'view' | 'onChange'>) {
  return (
    <Checkbox
      label={text.keys.showRevoked}
      checked={view.withRevoked}
      onChange={({ currentTarget }) => {
        onChange({ withRevoked: currentTarget.checked });
      }}
    />
  );
}
