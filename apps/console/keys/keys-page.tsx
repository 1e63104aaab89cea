import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { Outlet, useSearchParams } from 'react-router';
import { keysQuery, summariesQuery } from '../api/queries';
import { text } from '../text/text';
import { Note } from '../ui/note';
import { KeyCards } from './key-cards';
import { KeyDialog } from './key-dialog';
import { KeyTable } from './key-table';
import { KeyTools, ShowRevoked } from './key-tools';
import { queryOf, type View, viewOf, visibleKeys } from './filter';
import { isShutOut, LoadingKeys, NoKeys, NoList, NoMatch } from './list-states';
import { type OpenDialog } from './open-dialog';

/** Up to this width a table would not fit. */
const NARROW = '(max-width: 1080px)';

export function KeysPage() {
  const [query, setQuery] = useSearchParams();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const view = viewOf(query);
  const list = useQuery({ ...keysQuery(view.withRevoked), placeholderData: keepPreviousData });
  const use = useQuery({ ...summariesQuery, enabled: list.isSuccess });
  const keys = list.data ?? [];
  const summaries = use.data ?? new Map();
  const live = keys.filter(({ status }) => status === 'active' || status === 'paused');
  const shown = visibleKeys(keys, view, summaries);
  const change = (changed: Partial<View>) => {
    setQuery(queryOf({ ...view, ...changed }), { replace: true });
  };
  const createButton = (
    <Button
      onClick={() => {
        setDialog({ kind: 'create' });
      }}
    >
      {text.keys.create}
    </Button>
  );
  const listed = { keys: shown, summaries, useFailed: use.isError, open: setDialog };

  return (
    <>
      <nav aria-label={text.breadcrumb}>
        <ol className="crumbs">
          {text.crumbs.map((crumb, at) => (
            <li key={crumb} aria-current={at === text.crumbs.length - 1 ? 'page' : undefined}>
              {crumb}
            </li>
          ))}
        </ol>
      </nav>
      <div className="title">
        <div className="grow">
          <h1>{text.keys.title}</h1>
          <p>
            {text.keys.intro} <a href={`${import.meta.env.BASE_URL}authentication`}>{text.keys.guide}</a> ·{' '}
            <a href={`${import.meta.env.BASE_URL}docs`}>{text.keys.reference}</a>
          </p>
        </div>
        <div className="title-acts acts">
          {live.length > 0 && !(list.isError && isShutOut(list.error)) && (
            <Button
              variant="default"
              className="danger"
              leftSection={<ShieldOff size={16} aria-hidden />}
              onClick={() => {
                setDialog({ kind: 'revoke-all' });
              }}
            >
              {text.keys.revokeAll}
            </Button>
          )}
          {list.isSuccess && keys.length > 0 && createButton}
        </div>
      </div>
      {list.isPending ? (
        <LoadingKeys />
      ) : list.isError && (list.data === undefined || isShutOut(list.error)) ? (
        <NoList
          error={list.error}
          retry={() => {
            void list.refetch();
          }}
        />
      ) : keys.length === 0 ? (
        <NoKeys action={createButton}>{summaries.size > 0 && <ShowRevoked view={view} onChange={change} />}</NoKeys>
      ) : (
        <>
          <KeyTools keys={keys} summaries={summaries} view={view} onChange={change} />
          {list.isError && (
            <Note kind="warn" role="status">
              {text.stale}{' '}
              <button
                type="button"
                className="link"
                onClick={() => {
                  void list.refetch();
                }}
              >
                {text.tryAgain}
              </button>
            </Note>
          )}
          {use.isError && (
            <Note kind="warn" role="status">
              {text.keys.activityFailed}
            </Note>
          )}
          <p className="visually-hidden" role="status">
            {text.keys.shown(shown.length, keys.length)}
          </p>
          {shown.length === 0 ? (
            <NoMatch
              clear={() => {
                change({ search: '', filter: 'all' });
              }}
            />
          ) : isNarrow ? (
            <KeyCards {...listed} />
          ) : (
            <KeyTable
              {...listed}
              sort={view.sort}
              onSort={(sort) => {
                change({ sort });
              }}
            />
          )}
        </>
      )}
      {dialog !== null && (
        <KeyDialog
          dialog={dialog}
          live={live}
          summaries={summaries}
          onClose={() => {
            setDialog(null);
          }}
        />
      )}
      <Outlet />
    </>
  );
}
