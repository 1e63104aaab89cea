import { text } from '../text/text';

const LONGEST_NAME = 100;

/** What is wrong with the name; null: nothing. Keyward counts characters the same way. */
export function nameFault(name: string): string | null {
  if (name.trim() === '') return text.create.nameMissing;
  return [...new Intl.Segmenter().segment(name.trim())].length > LONGEST_NAME ? text.create.nameTooLong : null;
}
