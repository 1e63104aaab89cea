import { Drawer, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useOutletContext } from 'react-router';
import { text } from '../text/text';
import { useOpenerFocus } from '../ui/opener-focus';
import { ProblemNote } from '../ui/problem-note';
import { MemberActions } from './member-actions';
import { KeysOf, RoleOf, StateOf } from './member-facts';
import { MemberHistory } from './member-history';
import { userIdIn } from './member-path';
import { memberQuery } from './member-queries';
import { type Around } from './open-dialog';

/** Everything about one member's access, and what changed it. */
export function MemberDrawer() {
  const { pathname, search } = useLocation();
  const { me, open, isCovered } = useOutletContext<Around>();
  const navigate = useNavigate();
  useOpenerFocus();
  const userId = userIdIn(pathname);
  const { data: member, error, isPending } = useQuery(memberQuery(userId));
  const { columns } = text.members;
  return (
    <Drawer
      opened
      onClose={() => {
        void navigate({ pathname: '/members', search });
      }}
      position="right"
      size="lg"
      title={userId}
      returnFocus={false}
      lockScroll={false}
      trapFocus={!isCovered}
      closeOnEscape={!isCovered}
      closeButtonProps={{ 'aria-label': text.close }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <div className="stack">
        <ProblemNote error={error} />
        {isPending && <Skeleton h={120} />}
        {member !== undefined && (
          <>
            <dl className="facts who">
              <div>
                <dt>{columns.role}</dt>
                <dd>
                  <RoleOf member={member} />
                </dd>
              </div>
              <div>
                <dt>{columns.state}</dt>
                <dd>
                  <StateOf member={member} />
                </dd>
              </div>
              <div>
                <dt>{columns.keys}</dt>
                <dd>
                  <KeysOf member={member} />
                </dd>
              </div>
            </dl>
            <MemberActions member={member} me={me} open={open} isAlone />
            <MemberHistory userId={userId} />
          </>
        )}
      </div>
    </Drawer>
  );
}
