import { type Key } from '../api/types';
import { text } from '../text/text';
import { type Sort, type Summaries } from './filter';
import { KeyActions } from './key-actions';
import { Age, Expiry, Identity, LastUsed } from './key-facts';
import { Requests } from './key-requests';
import { type Open } from './open-dialog';

export interface KeyListProps {
  readonly keys: readonly Key[];
  readonly summaries: Summaries;
  readonly useFailed: boolean;
  readonly open: Open;
}

interface KeyTableProps extends KeyListProps {
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** For wide windows. */
export function KeyTable({ keys, summaries, useFailed, open, sort, onSort }: KeyTableProps) {
  const { columns } = text.keys;
  const sortable = { sort, onSort };
  return (
    <div className="keys">
      <table>
        <caption className="visually-hidden">{text.keys.caption(text.keys.orders[sort])}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.key}</th>
            <SortableColumn by="age" title={columns.age} {...sortable} />
            <SortableColumn by="last-used" title={columns.lastUsed} {...sortable} />
            <SortableColumn by="requests" title={columns.requests} {...sortable} />
            <th scope="col" className="col-expires">
              {columns.expires}
            </th>
            <th scope="col">
              <span className="visually-hidden">{columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((item) => {
            const facts = { item, use: summaries.get(item.keyId), useFailed };
            return (
              <tr
                key={item.keyId}
                className={item.status === 'active' || item.status === 'paused' ? undefined : 'gone'}
              >
                <td>
                  <Identity {...facts} />
                </td>
                <td>
                  <Age item={item} />
                </td>
                <td>
                  <LastUsed {...facts} />
                </td>
                <td>
                  <Requests {...facts} />
                </td>
                <td className="col-expires">
                  <Expiry item={item} />
                </td>
                <td>
                  <KeyActions item={item} open={open} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function SortableColumn({
  by,
  title,
  sort,
  onSort,
}: { readonly by: Sort; readonly title: string } & Pick<KeyTableProps, 'sort' | 'onSort'>) {
  const isSorted = sort === by;
  return (
    <th scope="col" aria-sort={isSorted ? 'descending' : 'none'}>
      <button
        type="button"
        className="sort"
        onClick={() => {
          onSort(isSorted ? 'newest' : by);
        }}
      >
        {title}
        <span aria-hidden>{isSorted ? ' ↓' : ''}</span>
      </button>
    </th>
  );
}
