import { createInstance, type TOptions } from 'i18next';
import { useSyncExternalStore } from 'react';
import type { Problem } from '../client/index.ts';
import { en, type Key } from './en.ts';
import { fr } from './fr.ts';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Keys that exist in a singular and a plural form are asked for without their ending. */
type Counted = Key extends infer K ? (K extends `${infer Stem}_one` ? Stem : never) : never;
export type TextKey = Exclude<Key, `${string}_one` | `${string}_other`> | Counted;
export type Translate = (key: TextKey, values?: TOptions) => string;

const CHOICE = 'parley.language';
const listeners = new Set<() => void>();

const i18n = createInstance();
void i18n.init({
  lng: initial(),
  fallbackLng: 'en',
  resources: { en: { translation: en }, fr: { translation: fr } },
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
  showSupportNotice: false,
});
apply();

export function currentLanguage(): Language {
  return i18n.language === 'fr' ? 'fr' : 'en';
}

/** The user's own choice; it outlives the session on this device. */
export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(CHOICE, language);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  change(language);
}

/** The locale of the token: used unless the user has chosen on this device. */
export function suggestLanguage(locale: string | undefined): void {
  if (!locale || chosen()) return;
  change(locale.toLowerCase().startsWith('fr') ? 'fr' : 'en');
}

export function useLanguage(): { language: Language; t: Translate } {
  const language = useSyncExternalStore(subscribe, currentLanguage);
  return { language, t: language === 'fr' ? translateFr : translateEn };
}

/** What a problem means to the reader: our own words where we have them, else the server's detail. */
export function explain(t: Translate, problem: Problem): string {
  const own = `problem.${problem.slug}`;
  if (i18n.exists(own)) return t(own as TextKey);
  if (problem.status === 429 || problem.status === 503) return t('problem.busy');
  if (problem.status >= 500) return t('problem.unknown');
  return problem.detail ?? problem.title;
}

// One function per language, so that a changed language is a changed identity for React.
const translateFr: Translate = i18n.getFixedT('fr') as Translate;
const translateEn: Translate = i18n.getFixedT('en') as Translate;

function change(language: Language): void {
  if (language === currentLanguage()) return;
  void i18n.changeLanguage(language).then(() => {
    apply();
    for (const listener of listeners) listener();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function apply(): void {
  if (typeof document !== 'undefined') document.documentElement.lang = currentLanguage();
}

function chosen(): Language | null {
  try {
    const kept = localStorage.getItem(CHOICE);
    return kept === 'fr' || kept === 'en' ? kept : null;
  } catch {
    return null;
  }
}

function initial(): Language {
  const browser = typeof navigator === 'undefined' ? 'en' : navigator.language;
  return chosen() ?? (browser.toLowerCase().startsWith('fr') ? 'fr' : 'en');
}
