import { applyDecorators } from '@nestjs/common';
import { Matches, ValidateBy } from 'class-validator';
import { z } from 'zod';

const TO_THE_MINUTE = -1;
const onTheCalendar = z.union([
  z.iso.date(),
  z.iso.datetime({ offset: true }),
  z.iso.datetime({ offset: true, precision: TO_THE_MINUTE }),
]);
const DATE_LENGTH = '2030-01-31'.length;

/** As OpenAPI describes a day or a moment. */
export const DAY_OR_MOMENT = {
  anyOf: [
    { type: 'string', format: 'date-time' },
    { type: 'string', format: 'date' },
  ],
};

/** A day, or a moment with its zone, in ISO 8601. */
export function IsDayOrMoment(field: string): PropertyDecorator {
  return applyDecorators(
    Matches(/^\d{4}-\d\d-\d\d(T.*(Z|[+-]\d\d:\d\d))?$/, {
      message: `${field} must be a date, or a time with its zone, as in 2030-01-31T12:00:00Z`,
    }),
    ValidateBy(
      { name: 'isOnTheCalendar', validator: { validate: (value) => onTheCalendar.safeParse(value).success } },
      { message: `${field} must be ISO 8601, as in 2030-01-31T12:00:00Z` },
    ),
  );
}

/** When something ends that lasts until `text`: a whole day is in it, to its last moment (UTC). */
export function endOf(text: string): Date {
  return new Date(text.length === DATE_LENGTH ? `${text}T23:59:59.999Z` : text);
}

/** When something begins that lasts from `text` on: a day begins at midnight (UTC). */
export function startOf(text: string): Date {
  return new Date(text);
}
