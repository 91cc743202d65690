import { expect, test } from 'vitest';
import type { Happening } from '../client/index.ts';
import { en } from '../language/en.ts';
import { fr } from '../language/fr.ts';
import type { Translate } from '../language/language.ts';
import { happeningText } from './happening-line.tsx';

const into = (texts: Record<string, string>) =>
  ((key: string, values: Record<string, string> = {}) =>
    (texts[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? '')) as unknown as Translate;

const base = { seq: 2, at: '2026-11-20T10:00:00.000Z' };
const names = new Map([['bruno', 'Bruno']]);
const english = (happening: Happening, staff = false) => happeningText(happening, names, staff, into(en));
const french = (happening: Happening, staff = false) => happeningText(happening, names, staff, into(fr));

test('says who came and who went, and whether by themselves', () => {
  expect(english({ ...base, kind: 'joined', userId: 'chloe', name: 'Chloé', by: null })).toBe('Chloé joined');
  expect(english({ ...base, kind: 'left', userId: 'bruno', name: null, by: 'bruno' })).toBe('Bruno left');
  expect(english({ ...base, kind: 'left', userId: 'karim', name: null, by: 'chloe' })).toBe('Someone was removed');
  expect(french({ ...base, kind: 'left', userId: 'bruno', name: null, by: 'bruno' })).toBe(
    'Bruno a quitté la conversation',
  );
});

test('says what became of the claim, as the reader is concerned', () => {
  const waiting: Happening = { ...base, kind: 'claim', status: 'WAITING_CUSTOMER', reason: 'photos' };
  expect(english(waiting)).toBe('Claim: Waiting for you · photos');
  expect(english(waiting, true)).toBe('Claim: Waiting for customer · photos');
  expect(french({ ...base, kind: 'claim', status: 'APPROVED', reason: null })).toBe('Dossier : Accepté');
});
