import { ActionIcon, Button, Menu } from '@mantine/core';
import { Activity, BellRing, Copy, EllipsisVertical } from 'lucide-react';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { type Key } from '../api/types';
import { text } from '../text/text';
import { copyTextOf } from '../ui/copy';
import { say } from '../ui/say';
import { type Open } from './open-dialog';

/** Rotate and Revoke are always in sight; the rest is behind the three dots. */
export function KeyActions({ item, open }: { readonly item: Key; readonly open: Open }) {
  const navigate = useNavigate();
  const id = useRef<HTMLSpanElement>(null);
  const isActive = item.status === 'active';
  const copyId = async () => {
    if (id.current !== null) say((await copyTextOf(id.current)) ? text.keys.copiedId : item.keyId);
  };
  return (
    <div className="acts">
      {isActive && <Button size="xs" variant="default" aria-label={text.keys.rotateNamed(item.name)} onClick={() => { open({ kind: 'rotate', key: item }); }}>{text.keys.rotate}</Button>}
      {isActive && <Button size="xs" variant="default" className="danger" aria-label={text.keys.revokeNamed(item.name)} onClick={() => { open({ kind: 'revoke', key: item }); }}>{text.keys.revoke}</Button>}
      <Menu position="bottom-end" portalProps={{ target: '#content' }} withInitialFocusPlaceholder={false} shadow="md" width={230}>
        <Menu.Target>
          <ActionIcon className="dots" variant="subtle" color="gray" aria-label={text.keys.moreFor(item.name)}><EllipsisVertical size={17} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isActive && <Menu.Item leftSection={<BellRing size={15} />} onClick={() => { open({ kind: 'reminder', key: item }); }}>{text.keys.setReminder}</Menu.Item>}
          <Menu.Item leftSection={<Activity size={15} />} onClick={() => { void navigate(`/key/${item.keyId}`); }}>{text.keys.details}</Menu.Item>
          <Menu.Item leftSection={<Copy size={15} />} onClick={() => { void copyId(); }}>{text.keys.copyId}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <span ref={id} className="visually-hidden" aria-hidden>{item.keyId}</span>
    </div>
  );
}
