import { HttpStatus, RequestMethod } from '@nestjs/common';
import { HEADERS_METADATA, HTTP_CODE_METADATA, METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import { ApiBody, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

const TAKE_A_BODY: readonly RequestMethod[] = [RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH];
const AN_OBJECT = { schema: { type: 'object' } };

/** What Nest's own decorators say of a handler. */
const handlerMetadata = z.object({
  method: z.enum(RequestMethod),
  status: z.number().optional(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});

/**
 * Describes every route of a controller in the OpenAPI document by what Nest knows of it already. Which members an
 * object has is left open.
 */
export function ApiRoutes(path: string): ClassDecorator {
  return (controller) => {
    const prototype: object = z.instanceof(Object).parse(controller.prototype);
    for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
      const handler: TypedPropertyDescriptor<unknown> | undefined = Object.getOwnPropertyDescriptor(prototype, name);
      if (handler === undefined) continue;
      const operationId = `${path}_${name}`.replace(/\W+/g, '_').replace(/^_/, '');
      for (const decorate of descriptionOf({ operationId, summary: summaryOf(path, name) }, handler.value))
        decorate(prototype, name, handler);
    }
  };
}

/** `list` of `users`: List (users) */
function summaryOf(path: string, name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} (${path})`;
}

function descriptionOf(
  operation: { readonly operationId: string; readonly summary: string },
  handler: unknown,
): readonly MethodDecorator[] {
  if (typeof handler !== 'function') return [];
  const of = (key: string): unknown => Reflect.getMetadata(key, handler);
  const { success, data } = handlerMetadata.safeParse({
    method: of(METHOD_METADATA),
    status: of(HTTP_CODE_METADATA),
    headers: of(HEADERS_METADATA),
  });
  if (!success) return []; // not a route
  const { method, headers } = data;
  const status = data.status ?? (method === RequestMethod.POST ? HttpStatus.CREATED : HttpStatus.OK);
  const mediaType = headers.find((header) => header.name === 'Content-Type')?.value.split(';')[0];
  const content =
    mediaType === undefined ? { 'application/json': AN_OBJECT } : { [mediaType]: { schema: { type: 'string' } } };
  return [
    ApiOperation({
      ...operation,
      description: 'Needs the permission that the route table names for it, of a key or of a user token.',
    }),
    ApiResponse({ status, description: 'Done.', ...(status !== 204 && { content }) }),
    ...(TAKE_A_BODY.includes(method) ? [ApiBody({ required: false, ...AN_OBJECT })] : []),
  ];
}
