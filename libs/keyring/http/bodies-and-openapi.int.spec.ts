import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import { HttpSide } from './testing/http-side.js';

const property = z.looseObject({
  type: z.unknown().optional(),
  anyOf: z.array(z.looseObject({ type: z.unknown().optional() })).optional(),
});
const document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        requestBody: z
          .looseObject({
            content: z.looseObject({
              'application/json': z.looseObject({ schema: z.looseObject({ $ref: z.string() }) }),
            }),
          })
          .optional(),
      }),
    ),
  ),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({ properties: z.record(z.string(), property).optional() })),
  }),
});

let side: HttpSide;
beforeAll(async () => {
  side = await HttpSide.start();
});
afterAll(() => side.close());

/** Every field of every body: `METHOD /path`, its name, whether it may be null. */
function fieldsOfBodies() {
  const {
    paths,
    components: { schemas },
  } = document.parse(side.http.openApi);
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) => {
      const name = requestBody?.content['application/json'].schema.$ref.split('/').at(-1) ?? '';
      return Object.entries(schemas[name]?.properties ?? {}).map(([field, schema]) => ({
        method,
        path,
        field,
        nullable: mayBeNull(schema),
      }));
    }),
  );
}

const mayBeNull = ({ type, anyOf = [] }: z.infer<typeof property>): boolean =>
  type === 'null' || (Array.isArray(type) && type.includes('null')) || anyOf.some(mayBeNull);

it('null is refused for every field that the OpenAPI document does not call nullable, and for none that it does', async () => {
  const fields = fieldsOfBodies();
  expect(fields.length).toBeGreaterThan(8);
  for (const { method, path, field, nullable } of fields) {
    const url = path.replace(/\{\w+\}/, 'some');
    const caller = path.startsWith('/v1/members') ? side.asService() : side.as('ann');
    const target = `${url}${path.startsWith('/v1/members') ? '?orgId=acme' : ''}`;
    const answer = await (method === 'put'
      ? caller.put(target, { [field]: null })
      : method === 'patch'
        ? caller.patch(target, { [field]: null })
        : caller.post(url, { [field]: null }));
    const refused = answer.status === 400 && answer.text.includes(`"${field}"`);
    expect([method, path, field, refused]).toEqual([method, path, field, !nullable]);
  }
});
