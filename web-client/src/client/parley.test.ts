import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Backoff } from './backoff.ts';
import { LocalGateway, NodeWebSocket } from './local-gateway.ts';
import { Parley } from './parley.ts';
import type { Entry, Frame, Message } from './wire.ts';

let gateway: LocalGateway;
let parley: Parley;
/** The conversation as the server holds it. */
let log: Entry[];
let epoch: string;

const CONVERSATION = 'conv';
const CLAIM = 'claim';

function append(senderId: string, body: string, clientKey?: string): Message {
  const seq = log.length + 1;
  const message: Message = {
    id: `m${seq}`,
    conversationId: CONVERSATION,
    claimId: CLAIM,
    seq,
    kind: 'TEXT',
    senderId,
    body,
    clientKey,
    createdAt: '2026-11-20T10:00:00.000Z',
  };
  log.push({ conversationId: CONVERSATION, seq, type: 'new_message', data: { ...message } });
  return message;
}

const page = (cursor?: { epoch: unknown; seq: number }) => ({
  conversationId: CONVERSATION,
  epoch,
  headSeq: log.length,
  entries: cursor?.epoch === epoch ? log.slice(cursor.seq) : log,
  more: false,
  resync: cursor !== undefined && cursor.epoch !== epoch,
});

beforeEach(async () => {
  gateway = await LocalGateway.start();
  log = [];
  epoch = 'e1';
  gateway.answers.join_claim = ({ data }: Frame) => ({
    ...page(data.epoch === undefined ? undefined : { epoch: data.epoch, seq: Number(data.afterSeq) }),
    participants: [{ userId: 'alice' }, { userId: 'chloe' }],
    readPositions: [{ userId: 'chloe', upToSeq: 1 }],
  });
  gateway.answers.sync = ({ data }: Frame) => {
    const cursors = data.cursors as Record<string, { epoch: unknown; seq: number }>;
    return { conversations: [page(cursors[CONVERSATION])] };
  };
  gateway.answers.send_message = ({ data }: Frame) => {
    const known = log.find((entry) => entry.data.clientKey === data.clientKey);
    if (known) return known.data;
    const message = append('alice', String(data.body), String(data.clientKey));
    gateway.push('new_message', message);
    return message;
  };
});

afterEach(async () => {
  parley?.stop();
  await gateway.stop();
});

function start(storage?: Storage): Parley {
  parley = new Parley({
    socketUrl: gateway.url,
    restBase: gateway.base,
    userId: 'alice',
    token: () => 'token',
    WebSocket: NodeWebSocket,
    backoff: new Backoff(5, 40),
    storage,
  });
  parley.start();
  return parley;
}

const online = () => vi.waitFor(() => expect(parley.socket.state).toBe('online'));
const open = () => parley.openThread(CLAIM, CONVERSATION);
const bodies = () => open().view.conversation.messages.map((message) => message.body);
const shows = (...expected: string[]) => vi.waitFor(() => expect(bodies()).toEqual(expected));

test('joins a claim and goes on live', async () => {
  append('chloe', 'hello');
  start();
  open();
  await shows('hello');
  gateway.push('new_message', append('chloe', 'how are you?'));
  await shows('hello', 'how are you?');
  expect(open().view.conversation.readPositions.get('chloe')).toBe(1);
});

test('syncs from its cursor after a reconnect, joins again, and misses nothing', async () => {
  append('chloe', 'one');
  start();
  open();
  await shows('one');
  gateway.cutNewest();
  append('chloe', 'two');
  append('chloe', 'three');
  await shows('one', 'two', 'three');
  expect(gateway.framesOf('sync')[0]).toMatchObject({
    connection: 2,
    data: { cursors: { [CONVERSATION]: { epoch: 'e1', seq: 1 } } },
  });
  await vi.waitFor(() => expect(gateway.framesOf('join_claim').at(-1)?.connection).toBe(2));
});

test('starts over when the server came back with another epoch', async () => {
  append('chloe', 'old');
  start();
  open();
  await shows('old');
  log = [];
  epoch = 'e2';
  append('chloe', 'new');
  gateway.cutNewest();
  await shows('new');
});

test('drops repeats and fetches what a hole lacks', async () => {
  append('chloe', 'one');
  start();
  open();
  await shows('one');
  append('chloe', 'two');
  const third = append('chloe', 'three');
  gateway.push('new_message', third);
  gateway.push('new_message', third);
  await shows('one', 'two', 'three');
  expect(gateway.framesOf('join_claim').at(-1)?.data).toMatchObject({ epoch: 'e1', afterSeq: 1 });
});

test('notices from a heartbeat that it is behind', async () => {
  append('chloe', 'one');
  start();
  open();
  await shows('one');
  append('chloe', 'two');
  gateway.push('heartbeat', { heads: { [CONVERSATION]: 2 } });
  await shows('one', 'two');
});

test('repeats a message whose ack was lost under the same key, so that it exists once', async () => {
  start();
  open();
  await online();
  const answer = gateway.answers.send_message;
  gateway.answers.send_message = (frame, socket, connection) => {
    answer?.(frame, socket, connection);
    if (connection > 1) return log[0]?.data;
    socket.terminate();
    return undefined;
  };
  parley.outbox.add({ claimId: CLAIM, conversationId: CONVERSATION, body: 'only once' });
  await shows('only once');
  await vi.waitFor(() => expect(parley.outbox.all).toEqual([]));
  expect(log).toHaveLength(1);
});

test('keeps what is written while away and sends it in order on return', async () => {
  start();
  open();
  await online();
  parley.socket.networkLost();
  for (const body of ['a', 'b', 'c']) {
    parley.outbox.add({ claimId: CLAIM, conversationId: CONVERSATION, body });
  }
  expect(parley.outbox.all.map((item) => item.state)).toEqual(['pending', 'pending', 'pending']);
  parley.socket.wake();
  await shows('a', 'b', 'c');
  await vi.waitFor(() => expect(parley.outbox.all).toEqual([]));
});

test('keeps a refused message for its writer and lets the next one pass', async () => {
  start();
  open();
  await online();
  const answer = gateway.answers.send_message;
  let refuse = true;
  gateway.answers.send_message = (frame, socket, connection) =>
    refuse && frame.data.body === 'bad' ? { slug: 'claim-closed' } : answer?.(frame, socket, connection);
  const bad = parley.outbox.add({ claimId: CLAIM, conversationId: CONVERSATION, body: 'bad' });
  parley.outbox.add({ claimId: CLAIM, conversationId: CONVERSATION, body: 'good' });
  await shows('good');
  await vi.waitFor(() =>
    expect(parley.outbox.all).toMatchObject([{ body: 'bad', state: 'failed', problem: { slug: 'claim-closed' } }]),
  );
  refuse = false;
  parley.outbox.retry(bad.clientKey);
  await shows('good', 'bad');
  expect(log[1]?.data.clientKey).toBe(bad.clientKey);
});

test('takes unsent messages over a reload', async () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  } as unknown as Storage;
  gateway.answers.authenticate = () => undefined;
  start(storage).outbox.add({ claimId: CLAIM, conversationId: CONVERSATION, body: 'before the reload' });
  parley.stop();
  gateway.answers.authenticate = () => ({});
  start(storage);
  await vi.waitFor(() => expect(log.map((entry) => entry.data.body)).toEqual(['before the reload']));
  await vi.waitFor(() => expect(kept.size).toBe(0));
});

test('shows receipts and the typing of others, never its own', async () => {
  append('alice', 'one');
  append('alice', 'two');
  start();
  open();
  await shows('one', 'two');
  gateway.push('message_read_receipt', { conversationId: CONVERSATION, userId: 'chloe', upToSeq: 2 });
  gateway.push('typing_update', { conversationId: CONVERSATION, claimId: CLAIM, userIds: ['alice', 'chloe'] });
  await vi.waitFor(() => {
    expect(open().view.conversation.readPositions.get('chloe')).toBe(2);
    expect(open().view.typing).toEqual(['chloe']);
  });
});

test('tells a read position once, and again after a reconnect', async () => {
  append('chloe', 'one');
  start();
  const thread = open();
  await shows('one');
  thread.markRead({ id: 'm1', seq: 1 });
  thread.markRead({ id: 'm1', seq: 1 });
  await vi.waitFor(() => expect(gateway.framesOf('message_read')).toHaveLength(1));
  gateway.cutNewest();
  await vi.waitFor(() => expect(gateway.framesOf('join_claim').at(-1)?.connection).toBe(2));
  thread.markRead({ id: 'm1', seq: 1 });
  await vi.waitFor(() => expect(gateway.framesOf('message_read')).toHaveLength(2));
});

test('tries again to join a conversation that is not there yet', async () => {
  const answer = gateway.answers.join_claim;
  let refusals = 2;
  gateway.answers.join_claim = (frame, socket, connection) =>
    refusals-- > 0 ? { slug: 'not-found' } : answer?.(frame, socket, connection);
  append('chloe', 'welcome');
  start();
  open();
  await vi.waitFor(() => expect(bodies()).toEqual(['welcome']), 5_000);
});

test('repeats what it watches on every connection', async () => {
  start();
  await online();
  parley.watchInbox();
  parley.watchPresence('thread', ['bruno']);
  await vi.waitFor(() => expect(gateway.framesOf('watch_presence')).toHaveLength(1));
  gateway.cutNewest();
  await vi.waitFor(() => {
    expect(gateway.framesOf('watch_inbox').at(-1)?.connection).toBe(2);
    expect(gateway.framesOf('watch_presence').at(-1)).toMatchObject({ connection: 2, data: { userIds: ['bruno'] } });
  });
});

test('learns presence from the answer and from what changes later', async () => {
  gateway.answers.watch_presence = () => ({ items: [{ userId: 'chloe', status: 'OFFLINE' }] });
  start();
  await online();
  parley.watchPresence('thread', ['chloe']);
  await vi.waitFor(() => expect(parley.presence.get('chloe')?.status).toBe('OFFLINE'));
  gateway.push('presence_update', { userId: 'chloe', status: 'ONLINE' });
  await vi.waitFor(() => expect(parley.presence.get('chloe')?.status).toBe('ONLINE'));
});

test('reads the thread over REST while the socket is away', async () => {
  append('chloe', 'still readable');
  gateway.answers.authenticate = () => undefined;
  gateway.rest = (_method, url) =>
    url.startsWith(`/api/v1/messages/claim/${CLAIM}`)
      ? { status: 200, body: { items: log.map((entry) => entry.data), nextCursor: null } }
      : { status: 404 };
  start();
  open();
  await shows('still readable');
});
