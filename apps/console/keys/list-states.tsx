import { Button, Skeleton } from '@mantine/core';
import { KeyRound, LogIn, TriangleAlert } from 'lucide-react';
import { type ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { signInAddress, signsInHere } from '../sign-in/oidc';
import { text } from '../text/text';
import { detailOf } from '../ui/problem-note';

export function LoadingKeys({ label = text.keys.loading }: { readonly label?: string }) {
  return (
    <div role="status" aria-busy="true" aria-label={label}>
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} h={58} mb={8} radius="md" />
      ))}
    </div>
  );
}

export function NoKeys({ action, children }: { readonly action: ReactNode; readonly children?: ReactNode }) {
  const { title, text: what, practices } = text.keys.empty;
  return (
    <div className="empty">
      <KeyRound size={28} aria-hidden />
      <h2>{title}</h2>
      <p>{what}</p>
      {action}
      <ul className="practices">
        {practices.map((practice) => (
          <li key={practice}>{practice}</li>
        ))}
      </ul>
      {children}
    </div>
  );
}

export function NoMatch({ clear }: { readonly clear: () => void }) {
  const { title, text: what, clear: label } = text.keys.noMatch;
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{what}</p>
      <Button variant="default" onClick={clear}>
        {label}
      </Button>
    </div>
  );
}

const SIGNED_OUT: readonly string[] = ['token-missing', 'token-invalid', 'token-expired'];

/** The person may not see the list, even one that is here. */
export function isShutOut(error: Error): boolean {
  return error instanceof ApiProblem && (SIGNED_OUT.includes(error.code) || error.code === 'owner-inactive');
}

/** Why there is no list: signed out, deactivated, or it could not be loaded. */
export function NoList({
  error,
  retry,
  failed = text.keys.failed,
}: {
  readonly error: Error;
  readonly retry: () => void;
  readonly failed?: typeof text.keys.failed;
}) {
  const code = error instanceof ApiProblem ? error.code : 'no-answer';
  if (SIGNED_OUT.includes(code)) return <SignedOut />;
  const { title, text: what } =
    code === 'owner-inactive' ? text.keys.inactive : { title: failed.title, text: `${detailOf(error)} ${failed.text}` };
  return (
    <div className="empty" role="alert">
      <TriangleAlert size={28} aria-hidden />
      <h2>{title}</h2>
      <p>
        {what}
        {error instanceof ApiProblem && error.requestId !== null && (
          <>
            <br />
            <span className="mono">{text.request(error.requestId)}</span>
          </>
        )}
      </p>
      {code !== 'owner-inactive' && (
        <Button variant="default" onClick={retry}>
          {text.tryAgain}
        </Button>
      )}
    </div>
  );
}

function SignedOut() {
  const { title, text: what, here, link } = text.keys.signedOut;
  return (
    <div className="empty" role="alert">
      <LogIn size={28} aria-hidden />
      <h2>{title}</h2>
      <p>{signsInHere ? here : what}</p>
      {signsInHere && (
        <Button component="a" href={signInAddress()}>
          {link}
        </Button>
      )}
    </div>
  );
}
