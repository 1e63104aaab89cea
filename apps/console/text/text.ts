import { en, type Text } from './en';

/** What the page shows. English is all there is now; another language is chosen here. */
export const text: Text = en;
