import { type Me, type Member } from '../api/types';
import { text } from '../text/text';
import { MemberActions } from './member-actions';
import { Identity, KeysOf, RoleOf, StateOf } from './member-facts';
import { type Open } from './open-dialog';

interface MemberListProps {
  readonly members: readonly Member[];
  readonly me: Me;
  readonly open: Open;
}

/** For wide windows. */
export function MemberTable({ members, me, open }: MemberListProps) {
  const { columns } = text.members;
  return (
    <div className="keys members">
      <table>
        <caption className="visually-hidden">{text.members.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.member}</th>
            <th scope="col">{columns.role}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.keys}</th>
            <th scope="col">
              <span className="visually-hidden">{text.keys.columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.userId}>
              <td>
                <Identity member={member} me={me} />
              </td>
              <td>
                <RoleOf member={member} />
              </td>
              <td>
                <StateOf member={member} />
              </td>
              <td>
                <KeysOf member={member} />
              </td>
              <td>
                <MemberActions member={member} me={me} open={open} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** For narrow windows: one card per member. */
export function MemberCards({ members, me, open }: MemberListProps) {
  const { columns } = text.members;
  return (
    <ul className="cards">
      {members.map((member) => (
        <li key={member.userId} className="card">
          <Identity member={member} me={me} />
          <dl>
            <div>
              <dt>{columns.role}</dt>
              <dd>
                <RoleOf member={member} />
              </dd>
            </div>
            <div>
              <dt>{columns.state}</dt>
              <dd>
                <StateOf member={member} />
              </dd>
            </div>
            <div>
              <dt>{columns.keys}</dt>
              <dd>
                <KeysOf member={member} />
              </dd>
            </div>
          </dl>
          <MemberActions member={member} me={me} open={open} />
        </li>
      ))}
    </ul>
  );
}
