import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from '../client/index.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { chooseLanguage, currentLanguage, explain, suggestLanguage, type Translate } from './language.ts';
import { dayLabel, localDay, messageTime, relative } from './time.ts';

const english: Translate = (key) => (en as Record<string, string>)[key] ?? key;
const french: Translate = (key) => (fr as Record<string, string>)[key] ?? key;
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
const iso = (time: number) => new Date(time).toISOString();

const kept = new Map<string, string>();

beforeEach(() => {
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
  });
});

afterEach(() => kept.clear());

test('says everything in both languages, with the same placeholders', () => {
  const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(fr[key], key).toBeTruthy();
    expect(placeholders(fr[key]), key).toEqual(placeholders(en[key]));
  }
});

test('follows the token until the user chooses', () => {
  suggestLanguage('fr-FR');
  expect(currentLanguage()).toBe('fr');
  chooseLanguage('en');
  suggestLanguage('fr');
  expect(currentLanguage()).toBe('en');
});

test('explains a problem in its own words, else in those of the server', () => {
  expect(explain(english, new Problem('claim-closed', 409, 'Closed'))).toBe(en['problem.claim-closed']);
  expect(explain(english, new Problem('limit', 429, 'Slow down'))).toBe(en['problem.busy']);
  expect(explain(english, new Problem('other', 409, 'Title', 'What the server said'))).toBe('What the server said');
});

test('speaks of times the way people do', () => {
  const now = at(20, 15);
  expect(relative(iso(now + 3_000), now, 'en', english)).toBe('just now');
  expect(relative(iso(now - 59_000), now, 'fr', french)).toBe('à l’instant');
  expect(relative(iso(now - 5 * 60_000), now, 'en', english)).toMatch(/^5 min/);
  expect(relative(iso(at(20, 12)), now, 'fr', french)).toMatch(/3\sh/);
  expect(relative(iso(at(19, 23)), now, 'en', english)).toBe('yesterday');
  expect(relative(iso(at(1, 8)), now, 'fr', french)).toBe('1 nov.');
});

test('gives an old message its time of day, because its day stands above it', () => {
  const now = at(20, 15);
  expect(messageTime(iso(at(18, 9, 5)), now, 'fr', french)).toBe('09:05');
  expect(messageTime(iso(now - 10 * 60_000), now, 'en', english)).toMatch(/10 min/);
});

test('names the days', () => {
  const now = at(20, 15);
  expect(dayLabel(localDay(at(20, 1)), now, 'fr', french)).toBe('Aujourd’hui');
  expect(dayLabel(localDay(at(19, 23)), now, 'en', english)).toBe('Yesterday');
  expect(dayLabel(localDay(at(16, 3)), now, 'fr', french)).toBe('lundi 16 novembre');
});
