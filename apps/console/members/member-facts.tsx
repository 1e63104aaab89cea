import { UserX } from 'lucide-react';
import { Link } from 'react-router';
import { type Me, type Member } from '../api/types';
import { text } from '../text/text';
import { count } from '../time/format';
import { Tag } from '../ui/tag';
import { whyUntouchable } from './may-touch';
import { memberPath } from './member-path';

export function Identity({ member, me }: { readonly member: Member; readonly me: Me }) {
  return (
    <>
      <Link className="name" to={memberPath(member.userId)} dir="auto">
        {member.userId}
      </Link>
      {whyUntouchable(member, me) === 'self' && (
        <div className="sub">
          <Tag kind="info">{text.members.you}</Tag>
        </div>
      )}
    </>
  );
}

export function RoleOf({ member: { role } }: { readonly member: Member }) {
  return role === null ? <span className="muted">{text.unknown}</span> : <>{text.members.roles[role]}</>;
}

export function StateOf({ member: { active } }: { readonly member: Member }) {
  return active ? (
    <Tag kind="ok">{text.members.active}</Tag>
  ) : (
    <Tag kind="bad" icon={UserX}>
      {text.members.inactive}
    </Tag>
  );
}

export function KeysOf({ member: { active, keys } }: { readonly member: Member }) {
  return active ? <span className="figure">{count(keys)}</span> : <span className="muted">{text.members.rest}</span>;
}
