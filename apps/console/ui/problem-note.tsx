import { type ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { text } from '../text/text';
import { Note } from './note';

/** Why a call did not do what it should, and what to do; nothing while there is no error. */
export function ProblemNote({ error, children }: { readonly error: Error | null; readonly children?: ReactNode }) {
  if (error === null) return null;
  return (
    <Note kind="bad" role="alert">
      {detailOf(error)}
      {error instanceof ApiProblem &&
        error.retryAfterMs !== null &&
        ` ${text.waitFor(Math.ceil(error.retryAfterMs / 1000))}`}
      {children !== undefined && <> {children}</>}
      {error instanceof ApiProblem && error.requestId !== null && (
        <div className="mono">{text.request(error.requestId)}</div>
      )}
    </Note>
  );
}

export function detailOf(error: Error): string {
  return error instanceof ApiProblem && error.code !== 'no-answer' ? error.detail : text.noAnswer;
}
