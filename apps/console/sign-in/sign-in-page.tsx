import { Button, Loader } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Navigate } from 'react-router';
import { ApiProblem } from '../api/problem';
import { text } from '../text/text';
import { ProblemNote } from '../ui/problem-note';
import { redeem } from './session';

/** Where the link of `npm start` leads: its code becomes a session, and the code leaves the address. */
export function SignInPage() {
  const queries = useQueryClient();
  const hasAsked = useRef(false);
  const signIn = useMutation({ mutationFn: redeem, onSuccess: () => queries.resetQueries() });
  const { mutate } = signIn;
  useEffect(() => {
    if (hasAsked.current) return;
    hasAsked.current = true;
    const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? '';
    history.replaceState(null, '', location.pathname);
    mutate(code);
  }, [mutate]);

  if (signIn.isSuccess) return <Navigate to="/" replace />;
  return (
    <div className="empty">
      <h1>{signIn.isError ? text.signIn.failed : text.signIn.title}</h1>
      {signIn.isError ? (
        <>
          {isOff(signIn.error) ? (
            <p role="alert">{text.signIn.off}</p>
          ) : (
            <>
              <ProblemNote error={signIn.error} />
              <p>{text.signIn.again}</p>
            </>
          )}
          <Button component="a" href={import.meta.env.BASE_URL} variant="default">
            {text.signIn.toKeys}
          </Button>
        </>
      ) : (
        <Loader aria-label={text.signIn.waiting} />
      )}
    </div>
  );
}

/** Links sign in only where `npm start` made them. */
function isOff(error: Error): boolean {
  return error instanceof ApiProblem && error.code === 'not-found';
}
