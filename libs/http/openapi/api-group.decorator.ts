import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiTags } from '@nestjs/swagger';
import { type JsonObject } from './document.js';

export const GROUP_EXTENSION = 'x-group-description';

/** A tag of OpenAPI, with its description. */
export interface Group {
  readonly name: string;
  readonly description: string;
}

/** Says under which tag the OpenAPI document shows the operations of a controller, and what the tag means. */
export function ApiGroup({ name, description }: Group): ClassDecorator {
  return applyDecorators(ApiTags(name), ApiExtension(GROUP_EXTENSION, description));
}

/** The same for the operation of a plain route: its members of this. */
export function groupOf({ name, description }: Group): JsonObject {
  return { tags: [name], [GROUP_EXTENSION]: description };
}
