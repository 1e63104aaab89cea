import { type Me } from '../api/types';

/** What a read-write key of this person may do beyond a read-only one, thing by thing: “dashboards (create, edit)”. */
export function writesOf({ scopes }: Me): readonly string[] {
  const things = new Map<string, string[]>();
  for (const permission of scopes['read-write'].filter((name) => !scopes['read-only'].includes(name))) {
    const [thing = permission, ...action] = permission.split('.');
    things.set(thing, [...(things.get(thing) ?? []), action.join('.')]);
  }
  return [...things].map(
    ([thing, actions]) => `${thing.replaceAll('-', ' ')} (${actions.join(', ').replaceAll('-', ' ')})`,
  );
}
