/** The parts of OpenID Connect's authorization code flow with PKCE (RFC 7636) that a public client in a page needs. */

export interface SignInConfig {
  /** Absolute, or a path on the page's own origin. */
  issuer: string;
  clientId: string;
}

export interface Endpoints {
  authorization: string;
  token: string;
  endSession: string | null;
}

/** What must survive the trip to the issuer and back; kept in sessionStorage, so bound to this tab. */
export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
}

export interface Tokens {
  accessToken: string;
  idToken: string | null;
  refreshToken: string | null;
  /** Milliseconds since the epoch, by this machine's clock. */
  expiresAt: number;
}

export interface Identity {
  userId: string;
  tenant: string;
  role: 'CUSTOMER' | 'AGENT' | 'ADMIN';
  name: string;
  email: string | null;
  locale: string | undefined;
}

const SCOPES = 'openid profile email';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The issuer as this page must reach it. A development issuer that calls itself `localhost` is the same process as the
 * page's own `127.0.0.1`, and the page may only talk to its own origin.
 */
export function reachable(issuer: string, pageOrigin: string): string {
  const url = new URL(issuer, pageOrigin);
  const page = new URL(pageOrigin);
  const sameMachine = LOOPBACK.has(url.hostname) && LOOPBACK.has(page.hostname) && url.port === page.port;
  return (sameMachine ? page.origin : url.origin) + url.pathname.replace(/\/$/, '');
}

export async function discover(config: SignInConfig, pageOrigin: string): Promise<Endpoints> {
  const issuer = reachable(config.issuer, pageOrigin);
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`discovery answered ${answer.status}`);
  const found = (await answer.json()) as Record<string, unknown>;
  const at = (name: string) => (typeof found[name] === 'string' ? reachable(found[name] as string, pageOrigin) : null);
  const authorization = at('authorization_endpoint');
  const token = at('token_endpoint');
  if (!authorization || !token) throw new Error('discovery names no endpoints');
  return { authorization, token, endSession: at('end_session_endpoint') };
}

export function newAttempt(returnTo: string): Attempt {
  return { state: randomText(), nonce: randomText(), verifier: randomText(), returnTo };
}

export async function authorizationUrl(
  endpoints: Endpoints,
  config: SignInConfig,
  attempt: Attempt,
  redirectUri: string,
  prompt?: 'none',
): Promise<string> {
  const query = new URLSearchParams({
    ...(prompt ? { prompt } : {}),
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri,
    scope: SCOPES,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await challenge(attempt.verifier),
    code_challenge_method: 'S256',
  });
  return `${endpoints.authorization}?${query}`;
}

export async function challenge(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return base64Url(new Uint8Array(digest));
}

export function redeemCode(
  endpoints: Endpoints,
  config: SignInConfig,
  code: string,
  attempt: Attempt,
  redirectUri: string,
): Promise<Tokens> {
  return requestTokens(endpoints, {
    grant_type: 'authorization_code',
    client_id: config.clientId,
    code,
    redirect_uri: redirectUri,
    code_verifier: attempt.verifier,
  });
}

export async function refresh(endpoints: Endpoints, config: SignInConfig, tokens: Tokens): Promise<Tokens> {
  const renewed = await requestTokens(endpoints, {
    grant_type: 'refresh_token',
    client_id: config.clientId,
    refresh_token: tokens.refreshToken ?? '',
  });
  return {
    ...renewed,
    refreshToken: renewed.refreshToken ?? tokens.refreshToken,
    idToken: renewed.idToken ?? tokens.idToken,
  };
}

/**
 * Asks an issuer on our own origin, which knows us by its cookie, for a new code without showing anything. Its answer
 * redirects to our callback, so the address we arrive at carries the code. Elsewhere a browser would not let us see it.
 */
export async function askSilently(
  endpoints: Endpoints,
  config: SignInConfig,
  redirectUri: string,
): Promise<Tokens | null> {
  if (new URL(endpoints.authorization).origin !== new URL(redirectUri).origin) return null;
  const attempt = newAttempt('/');
  const arrived = await fetch(await authorizationUrl(endpoints, config, attempt, redirectUri, 'none'));
  const query = new URL(arrived.url).searchParams;
  const code = query.get('code');
  if (!code || query.get('state') !== attempt.state) return null;
  return redeemCode(endpoints, config, code, attempt, redirectUri);
}

export function endSessionUrl(endpoints: Endpoints, config: SignInConfig, tokens: Tokens, home: string): string | null {
  if (!endpoints.endSession) return null;
  const query = new URLSearchParams({ client_id: config.clientId, post_logout_redirect_uri: home });
  if (tokens.idToken) query.set('id_token_hint', tokens.idToken);
  return `${endpoints.endSession}?${query}`;
}

/** Who the token speaks of. Read for display only: every decision is the server's, which checks the signature. */
export function identityOf(accessToken: string): Identity {
  const claims = payload(accessToken);
  const roles = Array.isArray(claims.roles) ? claims.roles : [claims.roles];
  const role = (['ADMIN', 'AGENT', 'CUSTOMER'] as const).find((each) => roles.includes(each));
  if (typeof claims.sub !== 'string' || !role) throw new Error('the token names no user or role');
  const text = (value: unknown) => (typeof value === 'string' && value ? value : null);
  return {
    userId: claims.sub,
    tenant: text(claims.tenant) ?? '',
    role,
    name: text(claims.name) ?? text(claims.email) ?? claims.sub,
    email: text(claims.email),
    locale: text(claims.locale) ?? undefined,
  };
}

export function nonceOf(idToken: string): unknown {
  return payload(idToken).nonce;
}

async function requestTokens(endpoints: Endpoints, form: Record<string, string>): Promise<Tokens> {
  const answer = await fetch(endpoints.token, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(form),
  });
  const given = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  if (!answer.ok || typeof given.access_token !== 'string') {
    throw new Error(String(given.error_description ?? given.error ?? `token endpoint answered ${answer.status}`));
  }
  const text = (name: string) => (typeof given[name] === 'string' ? (given[name] as string) : null);
  return {
    accessToken: given.access_token,
    idToken: text('id_token'),
    refreshToken: text('refresh_token'),
    expiresAt: Date.now() + (Number(given.expires_in) || 300) * 1000,
  };
}

function payload(jwt: string): Record<string, unknown> {
  const part = jwt.split('.')[1] ?? '';
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
