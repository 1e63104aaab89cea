import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { ApiProblem } from '../api/problem';
import { type Member } from '../api/types';
import { text } from '../text/text';
import { Dialog } from '../ui/dialog';
import { Note } from '../ui/note';
import { ProblemNote } from '../ui/problem-note';
import { useMemberChange } from './change-member';

/** Nobody is made an owner here. */
const ROLES = ['viewer', 'member', 'analyst', 'administrator'] as const;
type Assignable = (typeof ROLES)[number];

/** The member's keys change with the role at once. */
export function RoleDialog({
  member: { userId, role: current },
  onClose,
}: {
  readonly member: Member;
  readonly onClose: () => void;
}) {
  const words = text.members.roleChange;
  const [role, setRole] = useState<Assignable | null>(ROLES.find((assignable) => assignable === current) ?? null);
  const change = useMemberChange(
    userId,
    (_, { member }) => ({
      confirmed: (ms) => words.confirmed(userId, member.role, ms),
      unconfirmed: words.unconfirmed(userId, member.role),
    }),
    onClose,
  );
  const isFromToken = change.error instanceof ApiProblem && change.error.code === 'role-from-token';
  return (
    <Dialog title={words.title(userId)} onClose={onClose} sealed={change.isPending}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (role !== null && role !== current) change.mutate({ role });
        }}
      >
        <p className="plain">{words.text}</p>
        <Radio.Group
          label={text.members.columns.role}
          value={role}
          onChange={(value) => {
            setRole(ROLES.find((assignable) => assignable === value) ?? null);
          }}
        >
          <div className="choices">
            {ROLES.map((assignable) => (
              <Radio
                key={assignable}
                value={assignable}
                label={text.members.roles[assignable]}
                {...(assignable === role && { 'data-autofocus': true })}
              />
            ))}
          </div>
        </Radio.Group>
        {isFromToken ? (
          <Note kind="warn" role="alert">
            {words.fromToken}
          </Note>
        ) : (
          <ProblemNote error={change.error} />
        )}
        <div className="foot">
          <Button variant="default" disabled={change.isPending} onClick={onClose}>
            {isFromToken ? text.close : text.cancel}
          </Button>
          {!isFromToken && (
            <Button type="submit" loading={change.isPending} disabled={role === null || role === current}>
              {text.members.changeRole}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
