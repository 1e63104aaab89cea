import { type ValidationError } from '@nestjs/common';
import { Problem } from '#contracts';
import { maskSecrets } from '#process';

const LONGEST_NAME = 100;
/** Faults that one answer names. */
const MOST_FAULTS = 20;
/** What the answer says of an unknown field. */
const UNKNOWN = 'is not a known field';

/**
 * One problem that names the fields and what is wrong with each (`fields`), never its value; of very many faults the
 * first.
 */
export function validationProblem(errors: readonly ValidationError[]): Problem {
  return problemOfFaults(errors.flatMap((error) => faultsOf(error, '')));
}

/** The same for fields that are known by their name alone to be unknown. */
export function unknownFields(names: readonly string[]): Problem {
  return problemOfFaults(names.map((name) => ({ field: fieldName(name), messages: [UNKNOWN] })));
}

/** As an answer can show it, also when a stranger chose it. */
export function fieldName(name: string): string {
  return maskSecrets(shorten(name));
}

interface Fault {
  readonly field: string;
  readonly messages: readonly string[];
}

function problemOfFaults(all: readonly Fault[]): Problem {
  const faults = all.slice(0, MOST_FAULTS);
  const more = all.length > faults.length ? `; and ${String(all.length - faults.length)} more` : '';
  const sentences = faults.map(({ field, messages }) => `${field}: ${messages.join(', ')}`);
  return new Problem('invalid-request', `The request is not valid. ${sentences.join('; ')}${more}.`, {
    fields: Object.fromEntries(faults.map(({ field, messages }) => [field, messages])),
  });
}

function faultsOf({ property, constraints = {}, children = [] }: ValidationError, parent: string): Fault[] {
  const name = shorten(property);
  const field = parent === '' ? name : `${parent}.${name}`;
  const messages = Object.entries(constraints).map(([kind, message]) =>
    kind === 'whitelistValidation' ? UNKNOWN : withoutName(message, property),
  );
  return [
    ...(messages.length > 0 ? [{ field: maskSecrets(field), messages }] : []),
    ...children.flatMap((child) => faultsOf(child, field)),
  ];
}

function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}

function shorten(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
