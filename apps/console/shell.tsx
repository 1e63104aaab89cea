import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { onlineManager, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LogOut, Moon, Sun } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, NavLink } from 'react-router';
import { meQuery } from './api/queries';
import { managesMembers } from './members/may-touch';
import { signOut, signsInHere } from './sign-in/oidc';
import { text } from './text/text';
import { useKeptFocus } from './ui/kept-focus';
import { Note } from './ui/note';
import { say } from './ui/say';

/** What stands around every view. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { data: me } = useQuery(meQuery);
  const content = useRef<HTMLElement>(null);
  useKeptFocus(content);
  return (
    <>
      <a className="skip" href="#content">
        {text.skip}
      </a>
      <header className="shell">
        <div>
          <Link className="brand" to="/">
            <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width="24" height="24" />
            {text.brand}
          </Link>
          {me !== undefined && managesMembers(me) && (
            <nav className="views" aria-label={text.views}>
              <NavLink to="/" end>
                {text.keys.title}
              </NavLink>
              <NavLink to="/members">{text.members.title}</NavLink>
            </nav>
          )}
          <span className="grow" />
          {me !== undefined && (
            <span className="muted hide-phone who" dir="auto" title={me.ownerId}>
              {me.name ?? me.email ?? me.ownerId} · {me.role}
            </span>
          )}
          {me !== undefined && signsInHere && <SignOut />}
          <ColorSwitch />
        </div>
      </header>
      <main id="content" ref={content} tabIndex={-1}>
        <OfflineNote />
        {children}
      </main>
    </>
  );
}

/** Leaves for the provider where the session there ends, too. */
function SignOut() {
  const queries = useQueryClient();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: (elsewhere) => {
      if (elsewhere === null) void queries.resetQueries();
      else location.assign(elsewhere);
    },
    onError: () => {
      say(text.signOut.failed, { kind: 'warn' });
    },
  });
  const { label } = text.signOut;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      title={label}
      aria-label={label}
      loading={leaving.isPending}
      onClick={() => {
        leaving.mutate();
      }}
    >
      <LogOut size={18} />
    </ActionIcon>
  );
}

function ColorSwitch() {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const isDark = useComputedColorScheme('light') === 'dark';
  const label = isDark ? text.colors.toLight : text.colors.toDark;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      title={label}
      aria-label={label}
      onClick={() => {
        setColorScheme(isDark ? 'light' : 'dark');
      }}
    >
      {isDark ? <Sun size={18} /> : <Moon size={18} />}
    </ActionIcon>
  );
}

function OfflineNote() {
  const [isOnline, setOnline] = useState(() => onlineManager.isOnline());
  useEffect(() => onlineManager.subscribe(setOnline), []);
  return isOnline ? null : (
    <Note kind="warn" role="status">
      {text.offline}
    </Note>
  );
}
