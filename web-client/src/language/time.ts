import { useSyncExternalStore } from 'react';
import type { Language, Translate } from './language.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', options);
    formats.set(key, made);
  }
  return made;
}

/** Midnight of the local day that `at` falls in. */
export function localDay(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** `5 min ago`, `3 h ago`; the day for anything older. A clock that is slightly behind the server's says "just now". */
export function relative(iso: string, now: number, language: Language, t: Translate): string {
  const at = Date.parse(iso);
  const age = now - at;
  if (age < MINUTE) return t('time.now');
  const steps = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' });
  if (age < HOUR) return steps.format(-Math.floor(age / MINUTE), 'minute');
  if (age < DAY && localDay(at) === localDay(now)) return steps.format(-Math.floor(age / HOUR), 'hour');
  const days = Math.round((localDay(now) - localDay(at)) / DAY);
  if (days < 7) return steps.format(-days, 'day');
  return date(iso, now, language);
}

/** For a message below its day separator: relative while it is fresh, then the time of day. */
export function messageTime(iso: string, now: number, language: Language, t: Translate): string {
  return now - Date.parse(iso) < HOUR ? relative(iso, now, language, t) : timeOfDay(iso, language);
}

export function timeOfDay(iso: string, language: Language): string {
  return format(language, { hour: '2-digit', minute: '2-digit' }).format(Date.parse(iso));
}

export function date(iso: string, now: number, language: Language): string {
  const sameYear = new Date(iso).getFullYear() === new Date(now).getFullYear();
  return format(language, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    Date.parse(iso),
  );
}

export function exact(iso: string, language: Language): string {
  return format(language, { dateStyle: 'full', timeStyle: 'medium' }).format(Date.parse(iso));
}

export function dayLabel(day: number, now: number, language: Language, t: Translate): string {
  const days = Math.round((localDay(now) - day) / DAY);
  if (days === 0) return t('thread.today');
  if (days === 1) return t('thread.yesterday');
  const sameYear = new Date(day).getFullYear() === new Date(now).getFullYear();
  return format(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(day);
}

const tickers = new Set<() => void>();
let nowValue = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** The time of day, renewed for everybody at once every 20 s. */
export function useNow(): number {
  return useSyncExternalStore(subscribeNow, () => nowValue);
}

function subscribeNow(listener: () => void): () => void {
  tickers.add(listener);
  if (!timer) nowValue = Date.now();
  timer ??= setInterval(() => {
    nowValue = Date.now();
    for (const each of tickers) each();
  }, 20_000);
  return () => {
    tickers.delete(listener);
    if (tickers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}
