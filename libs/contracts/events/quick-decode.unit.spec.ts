import { expect, it } from '@jest/globals';
import { quickEnvelope } from './quick-decode.js';

const envelopeAt = (at: string) => ({
  type: 'KeyRevoked',
  schemaVersion: 2,
  changesAccess: true,
  ownerId: 'acme/ada',
  version: 1,
  at,
  by: 'user:acme/ada',
  data: { keyId: 'key_1', reason: null },
});
const two = (count: number): string => String(count).padStart(2, '0');

it('an event of any day but 29 February is read without the schemas, and of no day that is none', () => {
  for (let month = 0; month <= 13; month++) {
    for (let day = 0; day <= 32; day++) {
      const at = `2024-${two(month)}-${two(day)}T23:59:59.999Z`;
      const exists = !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at;
      const isRead = quickEnvelope(envelopeAt(at)) !== undefined;
      expect([at, isRead]).toEqual([at, exists && !at.includes('-02-29')]);
    }
  }
});
