import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Route, Routes } from 'react-router';
import { ApiProblem } from './api/problem';
import { hostOrigins } from './embed/host-origins';
import { KeysPage } from './keys/keys-page';
import { Shell } from './shell';
import { Boundary } from './ui/boundary';
import { reloadWhenPartsAreGone } from './ui/reload-once';
import { stayWhenHeld } from './ui/stay';
import './styles/index.css';

const KeyDrawer = lazy(async () => ({ default: (await import('./activity/key-drawer')).KeyDrawer }));

const MembersPage = lazy(async () => ({ default: (await import('./members/members-page')).MembersPage }));
const MemberDrawer = lazy(async () => ({ default: (await import('./members/member-drawer')).MemberDrawer }));
const SignInPage = lazy(async () => ({ default: (await import('./sign-in/sign-in-page')).SignInPage }));

const MOST_RETRIES = 2;
const queries = new QueryClient({
  mutationCache: new MutationCache({
    onError: () => {
      void queries.invalidateQueries({ queryKey: ['keys'] });
    },
  }), // a refusal often means that the list is old, or the session over
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < MOST_RETRIES && error instanceof ApiProblem && error.isPassing,
      retryDelay: (failures, error) => (error instanceof ApiProblem ? error.retryAfterMs : null) ?? 500 * 2 ** failures,
    },
    mutations: { retry: false },
  },
});

stayWhenHeld();
reloadWhenPartsAreGone();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const origins = hostOrigins();
const base = `${import.meta.env.BASE_URL}${origins === null ? '' : 'embed'}`.replace(/\/$/, '');
const page = (
  <MantineProvider defaultColorScheme="auto" withGlobalClasses={false} withCssVariables={false}>
    <QueryClientProvider client={queries}>
      <BrowserRouter basename={base}>
        <Shell>
          <Boundary>
            <Routes>
              <Route path="/" element={<KeysPage />}>
                <Route
                  path="key/:keyId"
                  element={
                    <Suspense>
                      <KeyDrawer />
                    </Suspense>
                  }
                />
              </Route>
              <Route
                path="/members"
                element={
                  <Suspense>
                    <MembersPage />
                  </Suspense>
                }
              >
                <Route
                  path=":userId"
                  element={
                    <Suspense>
                      <MemberDrawer />
                    </Suspense>
                  }
                />
              </Route>
              <Route
                path="/sign-in"
                element={
                  <Suspense>
                    <SignInPage />
                  </Suspense>
                }
              />
            </Routes>
          </Boundary>
        </Shell>
      </BrowserRouter>
      <Notifications position="bottom-center" limit={3} />
    </QueryClientProvider>
  </MantineProvider>
);

const show = () => {
  createRoot(root).render(page);
};
if (origins === null) show();
else {
  void import('./embed/run-in-frame').then(({ runInFrame }) => {
    runInFrame(root, base, origins);
    show();
  });
}
