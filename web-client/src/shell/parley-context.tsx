import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import {
  type ConnectionState,
  isStaff,
  type Notification,
  type Page,
  Parley,
  type Presence,
  type ServerFrames,
  type UnreadCount,
} from '../client/index.ts';
import type { Identity } from '../signin/oidc.ts';
import { accessToken, onRenewed, renew } from '../signin/session.ts';

interface Signed {
  parley: Parley;
  me: Identity;
}

const Context = createContext<Signed | null>(null);

export function useParley(): Signed {
  const signed = useContext(Context);
  if (!signed) throw new Error('not signed in');
  return signed;
}

/** One client per signed-in person; what arrives on the socket goes into the query cache from here. */
export function ParleyProvider({ me, children }: { me: Identity; children: ReactNode }) {
  const cache = useQueryClient();
  const identity = useRef(me);
  const [parley] = useState(() => create(identity.current.userId));

  useEffect(() => {
    const stop = connectCache(parley, cache);
    if (isStaff(identity.current.role)) parley.watchInbox();
    const stopRenewals = onRenewed((token) => void parley.socket.refreshToken(token).catch(() => undefined));
    const wake = () => document.visibilityState === 'visible' && parley.socket.wake();
    const lost = () => parley.socket.networkLost();
    window.addEventListener('online', wake);
    window.addEventListener('offline', lost);
    document.addEventListener('visibilitychange', wake);
    parley.start();
    return () => {
      window.removeEventListener('online', wake);
      window.removeEventListener('offline', lost);
      document.removeEventListener('visibilitychange', wake);
      stopRenewals();
      stop();
      parley.stop();
    };
  }, [parley, cache]);

  return <Context value={{ parley, me }}>{children}</Context>;
}

export function useConnection(): { state: ConnectionState; reconnecting: boolean } {
  const { socket } = useParley().parley;
  const state = useSyncExternalStore(
    (listener) => socket.onState(listener),
    () => socket.state,
  );
  return { state, reconnecting: socket.reconnecting };
}

/** Presence of these people, as far as the server tells it. */
export function usePresence(reason: string, userIds: readonly string[]): ReadonlyMap<string, Presence> {
  const { parley } = useParley();
  const key = userIds.join();
  useEffect(() => {
    parley.watchPresence(reason, key ? key.split(',') : []);
    return () => parley.watchPresence(reason, []);
  }, [parley, reason, key]);
  return useSyncExternalStore(parley.subscribePresence, () => parley.presence);
}

function create(userId: string): Parley {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new Parley({
    socketUrl: `${scheme}//${location.host}/ws`,
    restBase: '/api/v1',
    userId,
    token: accessToken,
    renewToken: renew,
    onUnauthenticated: () => void renew(),
    storage: sessionStorage,
  });
}

function connectCache({ socket }: Parley, cache: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stale = new Set<string>();
  // A burst of events about a hundred claims is one reload of the list.
  const invalidate = (...keys: string[]) => {
    for (const key of keys) stale.add(key);
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const key of stale) void cache.invalidateQueries({ queryKey: [key] });
      stale.clear();
    }, 250);
  };
  let wasOnline = false;
  const stops = [
    socket.onState((state) => {
      if (state !== 'online') return;
      if (wasOnline) invalidate('claims', 'claim', 'unread', 'notifications');
      wasOnline = true;
    }),
    socket.on('unread_update', (update) => {
      const before = cache.getQueryData<UnreadCount>(['unread']);
      if (!before?.conversations.some((one) => one.conversationId === update.conversationId)) invalidate('unread');
      cache.setQueryData<UnreadCount>(['unread'], (held) => held && withUnread(held, update));
    }),
    socket.on('claim_updated', () => invalidate('claims', 'claim')),
    socket.on('inbox_update', () => invalidate('claims', 'unread')),
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
    for (const stop of stops) stop();
  };
}

function withUnread(held: UnreadCount, { conversationId, unread, total }: ServerFrames['unread_update']): UnreadCount {
  return {
    total,
    conversations: held.conversations.map((one) => (one.conversationId === conversationId ? { ...one, unread } : one)),
  };
}
