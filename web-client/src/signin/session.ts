import { useSyncExternalStore } from 'react';
import { suggestLanguage } from '../language/language.ts';
import {
  type Attempt,
  askSilently,
  authorizationUrl,
  discover,
  type Endpoints,
  endSessionUrl,
  type Identity,
  identityOf,
  newAttempt,
  nonceOf,
  redeemCode,
  refresh,
  type SignInConfig,
  type Tokens,
} from './oidc.ts';

/** `expired`: we know who it is, and what they wrote is kept, but the server will not listen to them any more. */
export type Session = { phase: 'signedOut' } | { phase: 'signedIn' | 'expired'; identity: Identity };

const TOKENS = 'parley.tokens';
const ATTEMPT = 'parley.signin';
const RENEW_BEFORE_MS = 60_000;
const RENEW_RETRY_MS = 15_000;
const DEFAULT_CONFIG: SignInConfig = { issuer: '/dev', clientId: 'parley-web' };

let tokens: Tokens | null = null;
let session: Session = { phase: 'signedOut' };
let renewTimer: ReturnType<typeof setTimeout> | undefined;
let renewing: Promise<string | null> | null = null;
let provider: Promise<{ config: SignInConfig; endpoints: Endpoints }> | null = null;
const listeners = new Set<() => void>();
const tokenListeners = new Set<(accessToken: string) => void>();

export const redirectUri = () => `${location.origin}/signin/callback`;

export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session);
}

export const accessToken = (): string | null => tokens?.accessToken ?? null;

/** Told of every renewed token, so that the running socket session can take it over. */
export function onRenewed(listener: (accessToken: string) => void): () => void {
  tokenListeners.add(listener);
  return () => tokenListeners.delete(listener);
}

/** Takes over the session of this tab from before a reload. */
export function restoreSession(): void {
  const kept = read<Tokens>(TOKENS);
  if (!kept || (kept.expiresAt <= Date.now() && !kept.refreshToken)) {
    sessionStorage.removeItem(TOKENS);
    return;
  }
  try {
    adopt(kept);
  } catch {
    sessionStorage.removeItem(TOKENS);
  }
}

/** Leaves the page for the issuer. */
export async function signIn(returnTo: string): Promise<void> {
  if (!globalThis.crypto?.subtle) throw new Error('insecure');
  const { config, endpoints } = await knownProvider();
  const attempt = newAttempt(returnTo);
  sessionStorage.setItem(ATTEMPT, JSON.stringify(attempt));
  location.assign(await authorizationUrl(endpoints, config, attempt, redirectUri()));
}

/** Redeems what the issuer sent us back with; answers the path to go on at. */
export async function completeSignIn(query: URLSearchParams): Promise<string> {
  const attempt = read<Attempt>(ATTEMPT);
  sessionStorage.removeItem(ATTEMPT);
  const refusal = query.get('error');
  if (refusal) throw new Error(query.get('error_description') ?? refusal);
  const code = query.get('code');
  if (!attempt || !code || query.get('state') !== attempt.state) throw new Error('stale');
  const { config, endpoints } = await knownProvider();
  const redeemed = await redeemCode(endpoints, config, code, attempt, redirectUri());
  if (redeemed.idToken && nonceOf(redeemed.idToken) !== attempt.nonce) throw new Error('stale');
  adopt(redeemed);
  return attempt.returnTo.startsWith('/') && !attempt.returnTo.startsWith('//') ? attempt.returnTo : '/';
}

/** Forgets the tokens and ends the issuer's session too, so that the next person can sign in as themselves. */
export async function signOut(): Promise<void> {
  const ended = tokens;
  forget();
  const known = await knownProvider().catch(() => null);
  const url = known && ended && endSessionUrl(known.endpoints, known.config, ended, `${location.origin}/`);
  location.assign(url ?? '/');
}

/** A fresh token, or null when the issuer will not give one without the user. Calls at the same time share one. */
export function renew(): Promise<string | null> {
  renewing ??= renewOnce().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renewOnce(): Promise<string | null> {
  clearTimeout(renewTimer);
  const held = tokens;
  if (held) {
    try {
      const { config, endpoints } = await knownProvider();
      const fresh = held.refreshToken
        ? await refresh(endpoints, config, held)
        : await askSilently(endpoints, config, redirectUri());
      // Somebody else may have signed in at the issuer meanwhile: that is for the user to see, not to happen silently.
      if (fresh && identityOf(fresh.accessToken).userId === identityOf(held.accessToken).userId) {
        adopt(fresh);
        for (const listener of tokenListeners) listener(fresh.accessToken);
        return fresh.accessToken;
      }
    } catch (cause) {
      // `fetch` throws a TypeError when nobody answers: that says nothing about the session, so ask again later.
      if (cause instanceof TypeError) {
        renewTimer = setTimeout(() => void renew(), RENEW_RETRY_MS);
        return null;
      }
    }
  }
  if (session.phase === 'signedIn') moveTo({ phase: 'expired', identity: session.identity });
  return null;
}

function adopt(next: Tokens): void {
  const identity = identityOf(next.accessToken);
  tokens = next;
  sessionStorage.setItem(TOKENS, JSON.stringify(next));
  suggestLanguage(identity.locale);
  clearTimeout(renewTimer);
  const left = next.expiresAt - Date.now();
  const lead = Math.min(RENEW_BEFORE_MS, left / 2);
  // Browsers cut longer delays down to nothing.
  renewTimer = setTimeout(() => void renew(), Math.min(Math.max(0, left - lead), 2 ** 31 - 1));
  const same = session.phase === 'signedIn' && session.identity.userId === identity.userId;
  if (!same) moveTo({ phase: 'signedIn', identity });
}

function forget(): void {
  clearTimeout(renewTimer);
  tokens = null;
  sessionStorage.removeItem(TOKENS);
  moveTo({ phase: 'signedOut' });
}

function knownProvider(): Promise<{ config: SignInConfig; endpoints: Endpoints }> {
  provider ??= findProvider().catch((cause) => {
    provider = null;
    throw cause;
  });
  return provider;
}

async function findProvider(): Promise<{ config: SignInConfig; endpoints: Endpoints }> {
  const config = { ...DEFAULT_CONFIG, ...(await served()) };
  return { config, endpoints: await discover(config, location.origin) };
}

async function served(): Promise<Partial<SignInConfig>> {
  try {
    const answer = await fetch('/config.json', { headers: { Accept: 'application/json' } });
    if (!answer.ok) return {};
    const { issuer, clientId } = (await answer.json()) as Partial<SignInConfig>;
    return { ...(issuer ? { issuer } : {}), ...(clientId ? { clientId } : {}) };
  } catch {
    return {};
  }
}

function moveTo(next: Session): void {
  session = next;
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read<T>(key: string): T | null {
  try {
    const kept = sessionStorage.getItem(key);
    return kept ? (JSON.parse(kept) as T) : null;
  } catch {
    return null;
  }
}
