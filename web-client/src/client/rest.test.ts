import { afterEach, beforeEach, expect, test } from 'vitest';
import { LocalGateway } from './local-gateway.ts';
import { ParleyRest } from './rest.ts';

let gateway: LocalGateway;
let refusedTokens: number;
let rest: ParleyRest;

beforeEach(async () => {
  gateway = await LocalGateway.start();
  refusedTokens = 0;
  rest = new ParleyRest({
    base: gateway.base,
    token: () => 'token',
    onUnauthenticated: () => {
      refusedTokens++;
    },
  });
});

afterEach(() => gateway.stop());

test('sends the token, the idempotency key and the draft', async () => {
  gateway.rest = () => ({ status: 201, body: { id: 'c1', status: 'DRAFT' } });
  const claim = await rest.createClaim({ title: 'Broken door', category: 'DAMAGE' }, 'key-1');
  expect(claim.id).toBe('c1');
  expect(gateway.restCalls[0]).toMatchObject({
    method: 'POST',
    url: '/api/v1/claims',
    headers: { authorization: 'Bearer token', 'idempotency-key': 'key-1', 'content-type': 'application/json' },
  });
  expect(JSON.parse(gateway.restCalls[0]?.body ?? '')).toEqual({ title: 'Broken door', category: 'DAMAGE' });
});

test('presents the ETag it was given when it edits', async () => {
  gateway.rest = () => ({ status: 200, body: { id: 'c1' }, headers: { ETag: '"7"' } });
  const { etag } = await rest.claim('c1');
  await rest.editClaim('c1', { title: 'New' }, etag);
  expect(gateway.restCalls[1]?.headers['if-match']).toBe('"7"');
});

test('throws what problem+json says', async () => {
  gateway.rest = () => ({
    status: 400,
    body: {
      type: '/problems/invalid',
      title: 'Invalid',
      status: 400,
      errors: [{ field: 'title', message: 'too long' }],
    },
  });
  await expect(rest.createClaim({ title: '', category: 'OTHER' }, 'k')).rejects.toMatchObject({
    slug: 'invalid',
    status: 400,
    transient: false,
    errors: [{ field: 'title', message: 'too long' }],
  });
});

test('reads how long it should wait', async () => {
  gateway.rest = () => ({ status: 429, body: { title: 'Slow down' }, headers: { 'Retry-After': '3' } });
  await expect(rest.unread()).rejects.toMatchObject({ transient: true, retryAfterMs: 3000 });
});

test('says once that its token was refused', async () => {
  gateway.rest = () => ({ status: 401 });
  await expect(rest.unread()).rejects.toMatchObject({ status: 401 });
  expect(refusedTokens).toBe(1);
});

test('calls an unreachable server a transient problem', async () => {
  const nowhere = new ParleyRest({ base: 'http://127.0.0.1:1/api/v1', token: () => null });
  await expect(nowhere.unread()).rejects.toMatchObject({ slug: 'no-answer', transient: true });
});

test('writes only the filters that are set', async () => {
  gateway.rest = () => ({ status: 200, body: { items: [], nextCursor: null } });
  await rest.claims({ status: undefined, q: 'dégât', limit: 50 });
  expect(gateway.restCalls[0]?.url).toBe('/api/v1/claims?q=d%C3%A9g%C3%A2t&limit=50');
});
