import {
  acceptedAnswer,
  deniedAnswer,
  refusedKeyAnswer,
  REFUSALS,
  unavailableAnswer,
  verifyBatchRequest,
  verifyRequest,
} from '#contracts';
import { type JsonObject, problemSchema, type Schemas } from '#http';
import { z } from 'zod';

export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

const EXAMPLE_KEY = 'claribi_sk_live_…';

const named = z.registry<{ id: string; description?: string; examples?: z.core.util.JSONType[] }>();
named.add(verifyRequest, {
  id: 'VerifyRequest',
  description: 'A key, and what it is to be used for: a permission, or an endpoint, or neither, but not both.',
  examples: [{ key: EXAMPLE_KEY, endpoint: { method: 'GET', path: '/api/reports' } }],
});
named.add(verifyBatchRequest, { id: 'VerifyBatchRequest' });
named.add(acceptedAnswer, { id: 'VerifyAccepted', description: 'The key works, and may do what was asked for.' });
named.add(refusedKeyAnswer, {
  id: 'VerifyRefused',
  description: 'The key does not work, or no rule allows the endpoint: `code` says why.',
});
named.add(deniedAnswer, {
  id: 'VerifyDenied',
  description: 'The key works, but may not do this: its owner’s role or its scope lacks the permission.',
});
named.add(unavailableAnswer, {
  id: 'VerifyUnavailable',
  description: 'No verdict could be given on this item. Treat the key as not accepted, and ask again.',
});

const object = z.record(z.string(), z.json());
/** `oneOf`, which a reader tells apart by `code`. */
const oneOf = (
  description: string,
  ...cases: readonly (readonly [name: string, codes: readonly string[]])[]
): JsonObject => ({
  description,
  oneOf: cases.map(([name]) => ref(name)),
  discriminator: {
    propertyName: 'code',
    mapping: Object.fromEntries(
      cases.flatMap(([name, codes]) => codes.map((code) => [code, `#/components/schemas/${name}`])),
    ),
  },
});
const VERDICTS = [
  ['VerifyAccepted', ['valid']],
  ['VerifyRefused', REFUSALS],
  ['VerifyDenied', ['permission-denied']],
] as const;

function schemasOfContracts(): Schemas {
  const { schemas } = z.toJSONSchema(named, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === verifyRequest)
        jsonSchema.not = { properties: { permission: {}, endpoint: {} }, required: ['permission', 'endpoint'] };
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern; // it says the same again
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      // the document has a dialect and a name for it
      Object.fromEntries(
        Object.entries(object.parse(JSON.parse(JSON.stringify(schema)))).filter(
          ([member]) => member !== '$schema' && member !== '$id',
        ),
      ),
    ]),
  );
}

/** Schemas that the paths refer to. */
export const VERIFICATION_SCHEMAS: Schemas = {
  ...schemasOfContracts(),
  VerifyAnswer: oneOf(
    'The verdict on a key. Without a permission or an endpoint it authorises nothing in particular.',
    ...VERDICTS,
  ),
  VerifyBatchResult: oneOf('The verdict on an item, or that there is none.', ...VERDICTS, [
    'VerifyUnavailable',
    ['verdict-unavailable'],
  ]),
  VerifyBatchAnswer: {
    type: 'object',
    properties: {
      results: { type: 'array', description: 'In the order of the items.', items: ref('VerifyBatchResult') },
    },
    required: ['results'],
  },
  AuthorizeKeyRefused: problemSchema(401, [
    'gateway-token-invalid',
    'key-missing',
    'key-ambiguous',
    ...REFUSALS.filter((code) => code !== 'route-unmapped'),
  ]),
  AuthorizeDenied: problemSchema(403, ['permission-denied', 'route-unmapped']),
};
