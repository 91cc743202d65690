import { afterEach, beforeEach, expect, test } from 'vitest';
import { LocalGateway } from '../client/local-gateway.ts';
import {
  authorizationUrl,
  challenge,
  discover,
  endSessionUrl,
  identityOf,
  newAttempt,
  reachable,
  redeemCode,
} from './oidc.ts';

let gateway: LocalGateway;
const config = { issuer: '/dev', clientId: 'parley-web' };
const origin = () => new URL(gateway.base).origin;

beforeEach(async () => {
  gateway = await LocalGateway.start();
  gateway.rest = (_method, url) =>
    url.endsWith('/openid-configuration')
      ? {
          status: 200,
          body: {
            authorization_endpoint: `http://localhost:${new URL(origin()).port}/dev/oauth2/authorize`,
            token_endpoint: `http://localhost:${new URL(origin()).port}/dev/oauth2/token`,
          },
        }
      : { status: 200, body: { access_token: 'a.b.c', expires_in: 60, id_token: 'i.d.t' } };
});

afterEach(() => gateway.stop());

const jwt = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;

test('derives the challenge of RFC 7636, appendix B', async () => {
  expect(await challenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

test('reaches an issuer on localhost through the origin of the page', () => {
  expect(reachable('http://localhost:8080/dev', 'http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080/dev');
  expect(reachable('/dev', 'https://parley.example')).toBe('https://parley.example/dev');
  expect(reachable('https://id.example/realms/x/', 'https://parley.example')).toBe('https://id.example/realms/x');
  expect(reachable('http://localhost:9000/dev', 'http://127.0.0.1:8080')).toBe('http://localhost:9000/dev');
});

test('finds the endpoints and asks for a code with a challenge', async () => {
  const endpoints = await discover(config, origin());
  expect(endpoints.token).toBe(`${origin()}/dev/oauth2/token`);
  const attempt = newAttempt('/claims');
  const url = new URL(await authorizationUrl(endpoints, config, attempt, `${origin()}/signin/callback`));
  expect(url.origin + url.pathname).toBe(`${origin()}/dev/oauth2/authorize`);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'parley-web',
    redirect_uri: `${origin()}/signin/callback`,
    scope: 'openid profile email',
    state: attempt.state,
    code_challenge: await challenge(attempt.verifier),
    code_challenge_method: 'S256',
  });
});

test('redeems the code with the verifier and without a secret', async () => {
  const endpoints = await discover(config, origin());
  const attempt = newAttempt('/');
  const tokens = await redeemCode(endpoints, config, 'the-code', attempt, 'http://page/signin/callback');
  expect(tokens).toMatchObject({ accessToken: 'a.b.c', idToken: 'i.d.t', refreshToken: null });
  const sent = new URLSearchParams(gateway.restCalls.at(-1)?.body);
  expect(Object.fromEntries(sent)).toEqual({
    grant_type: 'authorization_code',
    client_id: 'parley-web',
    code: 'the-code',
    redirect_uri: 'http://page/signin/callback',
    code_verifier: attempt.verifier,
  });
});

test('says what the issuer said when it refuses', async () => {
  const endpoints = await discover(config, origin());
  gateway.rest = () => ({ status: 400, body: { error: 'invalid_grant' } });
  await expect(redeemCode(endpoints, config, 'x', newAttempt('/'), 'http://page')).rejects.toThrow('invalid_grant');
});

test('reads name, role and language of a token, accents included', () => {
  const token = jwt({ sub: 'u1', tenant: 'acme', roles: ['AGENT'], name: 'Chloé', email: 'c@acme', locale: 'fr' });
  expect(identityOf(token)).toEqual({
    userId: 'u1',
    tenant: 'acme',
    role: 'AGENT',
    name: 'Chloé',
    email: 'c@acme',
    locale: 'fr',
  });
  expect(() => identityOf(jwt({ sub: 'u1', roles: [] }))).toThrow();
});

test('ends the session at the issuer only where the issuer offers it', async () => {
  const endpoints = await discover(config, origin());
  const tokens = { accessToken: 'a', idToken: 'i', refreshToken: null, expiresAt: 0 };
  expect(endSessionUrl(endpoints, config, tokens, 'http://page/')).toBeNull();
  const offered = endSessionUrl({ ...endpoints, endSession: 'http://id/logout' }, config, tokens, 'http://page/');
  expect(offered).toBe(
    'http://id/logout?client_id=parley-web&post_logout_redirect_uri=http%3A%2F%2Fpage%2F&id_token_hint=i',
  );
});
