import { describe, expect, it } from '@jest/globals';
import { Samples } from './samples.js';

describe('the sample data', () => {
  it('is each organisation’s own', () => {
    const samples = new Samples();
    const { id } = samples.of('acme').create('reports', { name: 'acme confidential' });
    samples.of('acme').describe({ name: 'Acme Corporation' });
    expect(samples.of('acme').get('reports', id)).toMatchObject({ name: 'acme confidential' });
    expect(JSON.stringify([samples.of('other').list('reports'), samples.of('other').organization])).not.toMatch(
      /confidential|Corporation/,
    );
    expect(() => samples.of('other').get('reports', id)).toThrow('not-found');
  });

  it('has bounds, however often it is changed', () => {
    const samples = new Samples();
    const own = samples.of('acme');
    for (let member = 0; member < 500; member++) {
      try {
        own.update('reports', 'r1', { [`member-${String(member)}`]: 'x'.repeat(100) });
        own.describe({ [`member-${String(member)}`]: 'x'.repeat(100) });
      } catch (error) {
        expect(error).toMatchObject({ code: 'request-too-large' });
      }
    }
    for (let item = 0; item < 1000; item++) own.create('reports', { name: 'x'.repeat(3000) });
    expect(own.list('reports')).toHaveLength(100);
    expect(JSON.stringify([own.list('reports'), own.organization]).length).toBeLessThan(101 * 4000);
    expect(() => own.create('reports', { name: 'x'.repeat(4000) })).toThrow('request-too-large');
  });

  it('is kept for so many organisations', () => {
    const samples = new Samples();
    const { id } = samples.of('acme').create('reports', { name: 'Kept' });
    for (let other = 0; other < 1000; other++) samples.of(`org-${String(other)}`);
    expect(() => samples.of('acme').get('reports', id)).toThrow('not-found');
  });
});
