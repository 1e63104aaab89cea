import { charactersOf, PERSON_BOUNDS } from '#contracts';

const LONGEST = 100;

/**
 * Ends a line, moves the position, or changes the direction of text; joiners are part of how some languages are
 * written.
 */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/u;
const CONTROLS = new RegExp(CONTROL, 'gu');
/** What a mail program would make a link of, and what no name has. */
const LIKE_A_LINK = /[:/@\\<>]|www\.|[\p{L}\p{N}-]\.\p{L}{2,}/iu;

/** `text`, which somebody else has written, as a part of one line. */
export function onOneLine(text: string): string {
  const line = text.replace(CONTROLS, ' ').replace(/\s+/gu, ' ').trim();
  if (line === '') return '(no name that can be shown)';
  const characters = charactersOf(line);
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST).join('')}…`;
}

/**
 * The name to greet somebody by; null where what a token says may be more than a name: the reader of the mail takes
 * its words for ours.
 */
export function greetingName(claimed: string | null): string | null {
  const name = claimed?.trim() ?? '';
  return name === '' ||
    CONTROL.test(name) ||
    LIKE_A_LINK.test(name) ||
    charactersOf(name).length > PERSON_BOUNDS.characters
    ? null
    : name;
}
