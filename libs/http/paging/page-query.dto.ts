import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { OptionalField } from '../problems/optional-field.decorator.js';

const MAX_PAGE = 100;

/** The query string of a list that comes in pages. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_PAGE, default: MAX_PAGE })
  @OptionalField()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  )
  @IsInt({ message: 'limit must be a whole number' })
  @Min(1, { message: 'limit must be 1 or more' })
  @Max(MAX_PAGE, { message: `limit must be ${String(MAX_PAGE)} or less` })
  readonly limit: number = MAX_PAGE;

  @ApiPropertyOptional({ type: String, minLength: 1, description: 'nextCursor of the page before.' })
  @OptionalField()
  @IsString({ message: 'cursor must be the nextCursor of an earlier page' })
  readonly cursor?: string;
}
