import type { QueryClient } from '@tanstack/react-query';
import type { Notification, Page, ParleySocket, ServerFrames, UnreadCount } from '../client/index.ts';

/** A burst of events about a hundred claims is one reload of the list, and the next a second later. */
export const RELOAD_PAUSE_MS = 1000;
/** What comes together is reloaded together. */
const TOGETHER_MS = 100;
/** The gateway does not count while very many come back at once: whoever asked then would be one of as many. */
export const ASK_WITHIN_MS = 10_000;

/** Keeps what the page holds up to date by what the socket tells: nothing here asks on a clock. */
export function connectCache(socket: ParleySocket, cache: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let notBefore = 0;
  const stale = new Set<string>();
  const invalidate = (...keys: string[]) => {
    for (const key of keys) stale.add(key);
    timer ??= setTimeout(reload, Math.max(TOGETHER_MS, notBefore - Date.now()));
  };
  const reload = () => {
    timer = undefined;
    notBefore = Date.now() + RELOAD_PAUSE_MS;
    for (const key of stale) void cache.invalidateQueries({ queryKey: [key] });
    stale.clear();
  };
  const setUnread = (change: (held: UnreadCount | undefined) => UnreadCount | undefined) => {
    // An answer that is still on its way is older than the frame and must not overwrite it.
    void cache.cancelQueries({ queryKey: ['unread'] });
    cache.setQueryData<UnreadCount>(['unread'], change);
  };
  let wasOnline = false;
  const stops = [
    socket.onState((state) => {
      if (state !== 'online') return;
      // Also the first time: what happened between the first load and the line is told by nobody.
      invalidate('claims');
      if (wasOnline) invalidate('claim', 'notifications');
      wasOnline = true;
    }),
    socket.on('connected', ({ unread }) => {
      clearTimeout(asking);
      if (isCount(unread)) setUnread(() => unread);
      else asking = setTimeout(() => invalidate('unread'), Math.random() * ASK_WITHIN_MS);
    }),
    socket.on('unread_update', (update) => {
      if (cache.getQueryData(['unread'])) setUnread((held) => held && withUnread(held, update));
      else invalidate('unread');
    }),
    socket.on('claim_updated', () => invalidate('claims', 'claim')),
    socket.on('inbox_update', () => invalidate('claims')),
    socket.on('new_message', () => invalidate('claims')),
    socket.on('notification', (notification) => {
      cache.setQueryData<Page<Notification>>(['notifications'], (held) =>
        held && !held.items.some((one) => one.id === notification.id)
          ? { ...held, items: [notification, ...held.items] }
          : held,
      );
      if (!cache.getQueryData(['notifications'])) invalidate('notifications');
    }),
  ];
  return () => {
    clearTimeout(timer);
    clearTimeout(asking);
    for (const stop of stops) stop();
  };
}

/** `total` is null while the gateway itself does not know. */
function isCount(unread: unknown): unread is UnreadCount {
  const count = unread as Partial<UnreadCount> | null | undefined;
  return typeof count?.total === 'number' && Array.isArray(count.conversations);
}

function withUnread(
  held: UnreadCount,
  { conversationId, claimId, unread, total }: ServerFrames['unread_update'],
): UnreadCount {
  const known = held.conversations.some((one) => one.conversationId === conversationId);
  const conversations = known
    ? held.conversations.map((one) => (one.conversationId === conversationId ? { ...one, unread } : one))
    : [...held.conversations, { conversationId, claimId, unread }];
  return { total, conversations: conversations.filter((one) => one.unread > 0) };
}
