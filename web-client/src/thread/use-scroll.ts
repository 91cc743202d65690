import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Item } from './items.ts';

/** Closer to the end than this counts as reading the newest. */
const AT_END_PX = 64;
const LOAD_OLDER_PX = 240;

interface ScrollOptions {
  items: readonly Item[];
  /** Until then the thread is still being put together and simply stays at its end. */
  settled: boolean;
  loadOlder: () => void;
  /** Called with the last message that is at least partly on the screen, whenever that may have changed. */
  seen: (seq: number) => void;
}

/**
 * Keeps the thread where its reader wants it: at the end while they are at the end, exactly where it was when older
 * messages come in above or new ones below, and at the unread divider when they arrive.
 */
export function useScroll(scroller: RefObject<HTMLDivElement | null>, options: ScrollOptions) {
  const { items, settled } = options;
  const current = useRef(options);
  current.current = options;
  const following = useRef(true);
  const arrived = useRef(false);
  const before = useRef({ height: 0, firstKey: '', lastKey: '', count: 0 });
  const [below, setBelow] = useState(0);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(
    (smooth = false) => {
      const element = scroller.current;
      if (!element) return;
      following.current = true;
      const calm = !smooth || matchMedia('(prefers-reduced-motion: reduce)').matches;
      element.scrollTo({ top: element.scrollHeight, behavior: calm ? 'instant' : 'smooth' });
      setBelow(0);
    },
    [scroller],
  );

  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    following.current = distance < AT_END_PX;
    setAway(distance > element.clientHeight / 2);
    if (following.current) setBelow(0);
    if (element.scrollTop < LOAD_OLDER_PX && arrived.current) current.current.loadOlder();
    const seq = lastVisible(element);
    if (seq > 0) current.current.seen(seq);
  }, [scroller]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || items.length === 0) return;
    const keys = items.filter((item) => item.kind === 'message' || item.kind === 'outgoing');
    const firstKey = keys[0]?.key ?? '';
    const last = keys.at(-1);
    const was = before.current;
    const appended = last !== undefined && was.lastKey !== last.key && keys.length > was.count;
    if (!arrived.current) {
      const divider = settled ? element.querySelector<HTMLElement>('[data-divider]') : null;
      toEnd();
      // The divider in the upper third, unless everything after it fits on the screen.
      if (divider) element.scrollTop = Math.min(element.scrollTop, divider.offsetTop - element.clientHeight / 3);
      arrived.current = settled;
    } else if (was.firstKey && firstKey !== was.firstKey && !appended) {
      element.scrollTop += element.scrollHeight - was.height;
    } else if (appended && (following.current || last.kind === 'outgoing')) {
      toEnd();
    } else if (appended) {
      setBelow((count) => count + keys.length - was.count);
    } else if (following.current) {
      toEnd();
    }
    before.current = { height: element.scrollHeight, firstKey, lastKey: last?.key ?? '', count: keys.length };
    look();
  }, [items, settled, scroller, toEnd, look]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // A keyboard that opens, a rotated phone, a growing composer: whoever reads the newest keeps reading it.
    const observer = new ResizeObserver(() => {
      if (following.current) toEnd();
      before.current.height = element.scrollHeight;
      look();
    });
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [scroller, toEnd, look]);

  return { below, away, toEnd };
}

function lastVisible(scroller: HTMLElement): number {
  const end = scroller.getBoundingClientRect().bottom;
  const shown = [...scroller.querySelectorAll<HTMLElement>('[data-seq]')];
  for (let index = shown.length - 1; index >= 0; index--) {
    const element = shown[index];
    if (element && element.getBoundingClientRect().top < end - 16) return Number(element.dataset.seq);
  }
  return 0;
}
