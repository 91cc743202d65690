import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalGateway, NodeWebSocket } from '../client/local-gateway.ts';
import { ParleySocket } from '../client/socket.ts';
import type { UnreadCount } from '../client/wire.ts';
import { ASK_WITHIN_MS, connectCache, RELOAD_PAUSE_MS } from './live-cache.ts';

let gateway: LocalGateway;
let socket: ParleySocket;
let cache: QueryClient;
let stop: () => void;
let connectedWith: unknown;

beforeEach(async () => {
  gateway = await LocalGateway.start();
  connectedWith = { total: 3, conversations: [{ conversationId: 'leak', claimId: 'c1', unread: 3 }] };
  gateway.answers.authenticate = (frame, line) => {
    line.send(JSON.stringify({ type: 'connected', data: { sessionId: 's', userId: 'alice', unread: connectedWith } }));
    return { userId: frame.id };
  };
  cache = new QueryClient();
  socket = new ParleySocket({ url: gateway.url, token: () => 'token', WebSocket: NodeWebSocket });
  stop = connectCache(socket, cache);
});

afterEach(async () => {
  stop();
  socket.stop();
  cache.clear();
  await gateway.stop();
});

const unread = () => cache.getQueryData<UnreadCount>(['unread']);
const online = async () => {
  socket.start();
  await vi.waitFor(() => expect(socket.state).toBe('online'));
};

test('follows the unread numbers without asking for any', async () => {
  await online();
  await vi.waitFor(() => expect(unread()?.total).toBe(3));
  gateway.push('unread_update', { conversationId: 'theft', unread: 1, total: 4 });
  await vi.waitFor(() => expect(unread()?.total).toBe(4));
  expect(unread()?.conversations.map((one) => `${one.conversationId} ${one.unread}`)).toEqual(['leak 3', 'theft 1']);
  gateway.push('unread_update', { conversationId: 'leak', unread: 0, total: 1 });
  await vi.waitFor(() => expect(unread()?.conversations.map((one) => one.conversationId)).toEqual(['theft']));
  expect(gateway.restCalls).toEqual([]);
});

test('does not let an older answer overwrite what a frame said', async () => {
  let answer: (count: UnreadCount) => void = () => {};
  const asked = cache
    .fetchQuery({ queryKey: ['unread'], queryFn: () => new Promise<UnreadCount>((resolve) => (answer = resolve)) })
    .catch(() => undefined);
  await online();
  await vi.waitFor(() => expect(unread()?.total).toBe(3));
  answer({ total: 0, conversations: [] });
  await asked;
  expect(unread()?.total).toBe(3);
});

test('asks when the gateway does not know, at some moment of the next seconds', async () => {
  const waiting = vi.spyOn(globalThis, 'setTimeout');
  const chance = vi.spyOn(Math, 'random').mockReturnValue(0.03);
  connectedWith = { total: null, conversations: [] };
  cache.setQueryData(['unread'], { total: 2, conversations: [] });
  await online();
  await vi.waitFor(() => expect(cache.getQueryState(['unread'])?.isInvalidated).toBe(true), {
    timeout: 5 * RELOAD_PAUSE_MS,
  });
  expect(waiting).toHaveBeenCalledWith(expect.any(Function), 0.03 * ASK_WITHIN_MS);
  waiting.mockRestore();
  chance.mockRestore();
});

test('reloads the list of claims at most once a second, however much happens', async () => {
  let loads = 0;
  await cache.fetchQuery({ queryKey: ['claims', ''], queryFn: () => ++loads });
  const watching = vi.spyOn(cache, 'invalidateQueries');
  await online();
  const reloads = () => watching.mock.calls.filter(([filters]) => filters?.queryKey?.[0] === 'claims').length;
  const until = Date.now() + 2.5 * RELOAD_PAUSE_MS;
  let sent = 0;
  while (Date.now() < until) {
    gateway.push('inbox_update', { claimId: `c${sent}`, type: 'new_message' });
    sent++;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(sent).toBeGreaterThan(10);
  expect(reloads()).toBeGreaterThanOrEqual(2);
  expect(reloads()).toBeLessThanOrEqual(3);
});
