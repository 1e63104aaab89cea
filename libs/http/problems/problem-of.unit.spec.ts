import { describe, expect, it } from '@jest/globals';
import { errorCodes } from 'fastify';
import { problemOf } from './problem-of.js';

describe('a refusal of the framework', () => {
  it('is about JSON only where the body was read and is none', () => {
    expect(problemOf(new errorCodes.FST_ERR_CTP_INVALID_JSON_BODY())).toMatchObject({ code: 'invalid-json' });
    const others = Object.entries(errorCodes)
      .filter(([name]) => name !== 'FST_ERR_CTP_INVALID_JSON_BODY')
      .map(([name, Refused]) => [name, problemOf(new Refused())?.code]);
    expect(others.filter(([, code]) => code === 'invalid-json')).toEqual([]);
  });

  it.each([400, 406, 412, 416, 417])(
    'by the status %d alone says what to look at, and nothing of fields',
    (statusCode) => {
      const problem = problemOf(Object.assign(new Error('its own words'), { statusCode }));
      expect(problem?.code).not.toBe('invalid-json');
      expect(problem?.message).toMatch(/path/);
      expect(problem?.message).not.toMatch(/its own words|fields/);
    },
  );
});
