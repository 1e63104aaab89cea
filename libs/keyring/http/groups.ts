import { type Group } from '#http';

export const MEMBERS: Group = {
  name: 'Members',
  description: 'Members of an organisation, for its administrators and owners and for services.',
};
