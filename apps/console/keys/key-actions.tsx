import { ActionIcon, Button, Menu } from '@mantine/core';
import { Activity, BellRing, CirclePause, CirclePlay, Copy, EllipsisVertical, KeyRound, Pencil } from 'lucide-react';
import { useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type Key } from '../api/types';
import { text } from '../text/text';
import { copyTextOf } from '../ui/copy';
import { say } from '../ui/say';
import { type Open } from './open-dialog';

/** Rotate and Revoke are always in sight; the rest is behind the three dots. */
export function KeyActions({ item, open }: { readonly item: Key; readonly open: Open }) {
  const navigate = useNavigate();
  const { search } = useLocation();
  const id = useRef<HTMLSpanElement>(null);
  const isLive = item.status === 'active' || item.status === 'paused';
  const isInGrace = item.credentials.some(({ status }) => status === 'grace');
  const copyId = async () => {
    if (id.current !== null) say((await copyTextOf(id.current)) ? text.keys.copiedId : item.keyId);
  };
  return (
    <div className="acts">
      {isLive && (
        <Button
          size="xs"
          variant="default"
          aria-label={text.keys.rotateNamed(item.name)}
          onClick={() => {
            open({ kind: 'rotate', key: item });
          }}
        >
          {text.keys.rotate}
        </Button>
      )}
      {isLive && (
        <Button
          size="xs"
          variant="default"
          className="danger"
          aria-label={text.keys.revokeNamed(item.name)}
          onClick={() => {
            open({ kind: 'revoke', key: item });
          }}
        >
          {text.keys.revoke}
        </Button>
      )}
      <Menu
        position="bottom-end"
        portalProps={{ target: '#content' }}
        withInitialFocusPlaceholder={false}
        shadow="md"
        width={270}
      >
        <Menu.Target>
          <ActionIcon className="dots" variant="subtle" color="gray" aria-label={text.keys.moreFor(item.name)}>
            <EllipsisVertical size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isLive && (
            <Menu.Item
              leftSection={<BellRing size={15} />}
              onClick={() => {
                open({ kind: 'reminder', key: item });
              }}
            >
              {text.keys.setReminder}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<Activity size={15} />}
            onClick={() => {
              void navigate({ pathname: `/key/${item.keyId}`, search });
            }}
          >
            {text.keys.details}
          </Menu.Item>
          {item.status !== 'revoked' && (
            <Menu.Item
              leftSection={<Pencil size={15} />}
              onClick={() => {
                open({ kind: 'edit', key: item });
              }}
            >
              {text.keys.edit}
            </Menu.Item>
          )}
          {item.status === 'active' && (
            <Menu.Item
              leftSection={<CirclePause size={15} />}
              onClick={() => {
                open({ kind: 'pause', key: item });
              }}
            >
              {text.keys.pause}
            </Menu.Item>
          )}
          {item.status === 'paused' && (
            <Menu.Item
              leftSection={<CirclePlay size={15} />}
              onClick={() => {
                open({ kind: 'resume', key: item });
              }}
            >
              {text.keys.resume}
            </Menu.Item>
          )}
          {isLive && isInGrace && (
            <Menu.Item
              leftSection={<KeyRound size={15} />}
              onClick={() => {
                open({ kind: 'stop-old-key', key: item });
              }}
            >
              {text.keys.stopOldKey}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<Copy size={15} />}
            onClick={() => {
              void copyId();
            }}
          >
            {text.keys.copyId}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <span ref={id} className="visually-hidden" aria-hidden>
        {item.keyId}
      </span>
    </div>
  );
}
