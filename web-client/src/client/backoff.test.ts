import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('draws each wait evenly below a doubling ceiling, up to the cap', () => {
  const longest = new Backoff(500, 20_000, () => 1);
  expect([1, 2, 3, 4, 5, 6, 7].map(() => longest.next())).toEqual([500, 1000, 2000, 4000, 8000, 16000, 20000]);
  const shortest = new Backoff(500, 20_000, () => 0);
  expect([shortest.next(), shortest.next(1500)]).toEqual([0, 1500]);
});

test('begins anew after a success', () => {
  const backoff = new Backoff(500, 20_000, () => 1);
  backoff.next();
  backoff.next();
  backoff.reset();
  expect(backoff.failures).toBe(0);
  expect(backoff.next()).toBe(500);
});
