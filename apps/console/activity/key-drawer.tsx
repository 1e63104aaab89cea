import { Drawer, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { activityQuery } from '../api/queries';
import { text } from '../text/text';
import { useOpenerFocus } from '../ui/opener-focus';
import { ProblemNote } from '../ui/problem-note';
import { KeyHistory } from './key-history';
import { KeyExpiry } from './key-expiry';
import { KeyUse } from './key-use';
import { SecretsOfKey } from './secrets-of-key';

/**
 * Everything about one key: what it is used for, who still uses an old secret, and what happened to it. Reminder mails
 * link here.
 */
export function KeyDrawer() {
  const { keyId = '' } = useParams();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  useOpenerFocus();
  const { data: item, error } = useQuery({
    queryKey: ['keys', keyId],
    queryFn: async () => (await answerOf(api.GET('/v1/keys/{keyId}', { params: { path: { keyId } } }))).key,
  });
  const activity = useQuery(activityQuery(keyId));
  return (
    <Drawer
      opened
      onClose={() => {
        void navigate({ pathname: '/', search: query.toString() });
      }}
      position="right"
      size="lg"
      title={item?.name ?? text.keys.details}
      returnFocus={false}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': text.close }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <div className="stack">
        <ProblemNote error={error} />
        {error === null && activity.isError && activity.data === undefined && <ProblemNote error={activity.error} />}
        {activity.isPending && <Skeleton h={180} />}
        {activity.data !== undefined && item !== undefined && (
          <>
            <KeyUse use={activity.data} name={item.name} />
            <KeyExpiry item={item} />
            <SecretsOfKey item={item} use={activity.data} />
          </>
        )}
        {(error === null || item !== undefined) && <KeyHistory keyId={keyId} />}
      </div>
    </Drawer>
  );
}
