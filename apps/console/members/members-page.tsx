import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { Outlet, useSearchParams } from 'react-router';
import { ApiProblem } from '../api/problem';
import { meQuery } from '../api/queries';
import { type Me } from '../api/types';
import { LoadingKeys, NoList } from '../keys/list-states';
import { text } from '../text/text';
import { Note } from '../ui/note';
import { usePageTitle } from '../ui/page-title';
import { managesMembers } from './may-touch';
import { MemberDialog } from './member-dialog';
import { MemberCards, MemberTable } from './member-list';
import { membersQuery } from './member-queries';
import { type Around, type OpenDialog } from './open-dialog';

/** Below it a table would not fit; styles/narrow.css has the same. */
const NARROW = '(max-width: 900px)';
const TYPED_MS = 250;

/** Who is in the organization, and how to cut somebody off; for its administrators and owners. */
export function MembersPage() {
  usePageTitle(text.members.title);
  const me = useQuery(meQuery);
  const crumbs = [...text.crumbs, text.members.title];
  return (
    <>
      <nav aria-label={text.breadcrumb}>
        <ol className="crumbs">
          {crumbs.map((crumb, at) => (
            <li key={crumb} aria-current={at === crumbs.length - 1 ? 'page' : undefined}>
              {crumb}
            </li>
          ))}
        </ol>
      </nav>
      <div className="title">
        <div className="grow">
          <h1>{text.members.title}</h1>
          <p>{text.members.intro}</p>
        </div>
      </div>
      {me.isPending ? (
        <LoadingKeys label={text.members.loading} />
      ) : me.data === undefined ? (
        <NoList
          error={me.error}
          failed={text.members.failed}
          retry={() => {
            void me.refetch();
          }}
        />
      ) : managesMembers(me.data) ? (
        <Members me={me.data} />
      ) : (
        <OnlyManagers />
      )}
    </>
  );
}

function OnlyManagers() {
  return (
    <Note kind="info" role="status">
      {text.members.onlyManagers}
    </Note>
  );
}

function Members({ me }: { readonly me: Me }) {
  const [query, setQuery] = useSearchParams();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const search = query.get('search') ?? '';
  const [asked] = useDebouncedValue(search.trim(), TYPED_MS);
  const list = useInfiniteQuery(membersQuery(asked));
  if (list.isPending) return <LoadingKeys label={text.members.loading} />;
  if (list.data === undefined) {
    return list.error instanceof ApiProblem && list.error.code === 'forbidden' ? (
      <OnlyManagers />
    ) : (
      <NoList
        error={list.error}
        failed={text.members.failed}
        retry={() => {
          void list.refetch();
        }}
      />
    );
  }
  const members = list.data.pages.flatMap((page) => page.members);
  const find = (wanted: string) => {
    setQuery(wanted === '' ? {} : { search: wanted }, { replace: true });
  };
  const listed = { members, me, open: setDialog };
  return (
    <>
      <div className="tools">
        <TextInput
          className="search"
          type="search"
          aria-label={text.members.search}
          placeholder={text.members.searchHint}
          leftSection={<Search size={15} />}
          value={search}
          onChange={({ currentTarget }) => {
            find(currentTarget.value);
          }}
        />
        <p className="hint" role="status">
          {text.members.shown(members.length, list.hasNextPage)}
        </p>
      </div>
      {members.length === 0 ? (
        <div className="empty">
          <h2>{text.members.noMatch.title}</h2>
          <p>{text.members.noMatch.text}</p>
          <Button
            variant="default"
            onClick={() => {
              find('');
            }}
          >
            {text.members.noMatch.clear}
          </Button>
        </div>
      ) : isNarrow ? (
        <MemberCards {...listed} />
      ) : (
        <MemberTable {...listed} />
      )}
      {list.hasNextPage && (
        <div className="more">
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => {
              void list.fetchNextPage();
            }}
          >
            {text.members.more}
          </Button>
        </div>
      )}
      <Outlet context={{ me, open: setDialog, isCovered: dialog !== null } satisfies Around} />
      {dialog !== null && (
        <MemberDialog
          dialog={dialog}
          onClose={() => {
            setDialog(null);
          }}
        />
      )}
    </>
  );
}
