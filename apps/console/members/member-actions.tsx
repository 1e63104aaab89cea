import { ActionIcon, Button, Menu } from '@mantine/core';
import { EllipsisVertical, History, UserCog } from 'lucide-react';
import { useNavigate } from 'react-router';
import { type Me, type Member } from '../api/types';
import { text } from '../text/text';
import { whyUntouchable } from './may-touch';
import { memberPath } from './member-path';
import { type Open } from './open-dialog';

interface MemberActionsProps {
  readonly member: Member;
  readonly me: Me;
  readonly open: Open;
  /** The member's own view is open: no way to it is needed. */
  readonly isAlone?: boolean;
}

/** What the person may do to the member; where nothing, why. */
export function MemberActions({ member, me, open, isAlone = false }: MemberActionsProps) {
  const navigate = useNavigate();
  const why = whyUntouchable(member, me);
  if (why !== null) return <p className="hint why">{text.members.untouchable[why]}</p>;
  const { userId } = member;
  const switches = member.active
    ? ({ kind: 'deactivate', label: text.members.deactivate } as const)
    : ({ kind: 'reactivate', label: text.members.reactivate } as const);
  return (
    <div className="acts">
      <Button
        size="xs"
        variant="default"
        aria-label={text.members.named(switches.label, userId)}
        onClick={() => {
          open({ kind: switches.kind, member });
        }}
      >
        {switches.label}
      </Button>
      <Button
        size="xs"
        variant="default"
        className="danger"
        aria-label={text.members.revokeNamed(userId)}
        onClick={() => {
          open({ kind: 'revoke-keys', member });
        }}
      >
        {text.members.revoke}
      </Button>
      <Menu
        position="bottom-end"
        portalProps={{ target: '#content' }}
        withInitialFocusPlaceholder={false}
        shadow="md"
        width={270}
      >
        <Menu.Target>
          <ActionIcon className="dots" variant="subtle" color="gray" aria-label={text.keys.moreFor(userId)}>
            <EllipsisVertical size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!isAlone && (
            <Menu.Item
              leftSection={<History size={15} />}
              onClick={() => {
                void navigate(memberPath(userId));
              }}
            >
              {text.members.details}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<UserCog size={15} />}
            onClick={() => {
              open({ kind: 'role', member });
            }}
          >
            {text.members.changeRole}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
