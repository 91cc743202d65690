import { useEffect } from 'react';

/** What the browser's tab says; unread messages first, because that is what a hidden tab is looked at for. */
export function usePageTitle(title: string, unread = 0): void {
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${title} · Parley`;
  }, [title, unread]);
}
