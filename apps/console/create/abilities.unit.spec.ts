import { expect, it } from '@jest/globals';
import { type Me } from '../api/types';
import { writesOf } from './abilities';

const me = (readWrite: readonly string[]): Me => ({
  ownerId: 'acme/ann',
  orgId: 'acme',
  name: null,
  email: null,
  role: 'member',
  rolePermissions: [],
  baseline: [],
  scopes: { 'read-only': ['reports.view', 'usage.view'], 'read-write': ['reports.view', 'usage.view', ...readWrite] },
});

it('what read-write adds is told thing by thing, in the order of the catalogue', () => {
  expect(writesOf(me(['reports.create', 'data-sources.sync', 'reports.edit', 'audit.view-all']))).toEqual([
    'reports (create, edit)',
    'data sources (sync)',
    'audit (view all)',
  ]);
});

it('who may write nothing is told of nothing', () => {
  expect(writesOf(me([]))).toEqual([]);
});
