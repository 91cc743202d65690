import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type ConnectionState, isStaff, Parley, type Presence } from '../client/index.ts';
import type { Identity } from '../signin/oidc.ts';
import { accessToken, onRenewed, renew } from '../signin/session.ts';
import { connectCache } from './live-cache.ts';

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
    const stop = connectCache(parley.socket, cache);
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
