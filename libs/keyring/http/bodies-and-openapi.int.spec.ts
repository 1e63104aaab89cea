import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import { HttpSide } from './testing/http-side.js';

const property = z.looseObject({
  type: z.unknown().optional(),
  anyOf: z.array(z.looseObject({ type: z.unknown().optional() })).optional(),
});
const reference = z.looseObject({ $ref: z.string() });
const document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        requestBody: z
          .looseObject({
            content: z.looseObject({
              'application/json': z.looseObject({
                schema: z.union([
                  reference.transform((one) => [one]),
                  z.looseObject({ oneOf: z.array(reference) }).transform(({ oneOf }) => oneOf),
                ]),
              }),
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
      const named = (requestBody?.content['application/json'].schema ?? []).map(
        ({ $ref }) => $ref.split('/').at(-1) ?? '',
      );
      return named.flatMap((name) =>
        Object.entries(schemas[name]?.properties ?? {}).map(([field, schema]) => ({
          method,
          path,
          field,
          nullable: mayBeNull(schema),
        })),
      );
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

it('a field that the document does not know is refused in every body, and the document says so', async () => {
  const {
    paths,
    components: { schemas },
  } = document.parse(side.http.openApi);
  for (const { requestBody } of Object.values(paths).flatMap((operations) => Object.values(operations)))
    for (const { $ref } of requestBody?.content['application/json'].schema ?? [])
      expect([$ref, schemas[$ref.split('/').at(-1) ?? '']]).toEqual([
        $ref,
        expect.objectContaining({ additionalProperties: false }),
      ]);
  const { status, text } = await side.as('ann').post('/v1/keys', { name: 'Feed', scope: 'read-only', surplus: 1 });
  expect([status, text]).toEqual([400, expect.stringContaining('surplus')]);
});

it('a change of a member is refused unless it is one of the bodies that the document has', async () => {
  const put = (body: object) => side.asService().put('/v1/members/ann?orgId=acme', body);
  for (const body of [{ role: 'viewer' }, { active: false }, { active: true }, { active: true, keys: 'restore' }])
    expect([body, (await put(body)).status]).toEqual([body, 200]);
  for (const body of [{}, { role: 'viewer', active: true }, { active: false, keys: 'revoke' }, { keys: 'revoke' }])
    expect([body, (await put(body)).status]).toEqual([body, 400]);
});
