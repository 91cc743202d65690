import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Backoff } from './backoff.ts';
import { LocalGateway, NodeWebSocket } from './local-gateway.ts';
import { Problem } from './problem.ts';
import { ParleySocket, type SocketOptions } from './socket.ts';

let gateway: LocalGateway;
let socket: ParleySocket;

function connect(options: Partial<SocketOptions> = {}): ParleySocket {
  socket = new ParleySocket({
    url: gateway.url,
    token: () => 'token-1',
    WebSocket: NodeWebSocket,
    backoff: new Backoff(5, 40),
    ...options,
  });
  socket.start();
  return socket;
}

const online = () => vi.waitFor(() => expect(socket.state).toBe('online'));

beforeEach(async () => {
  gateway = await LocalGateway.start();
});

afterEach(async () => {
  socket?.stop();
  await gateway.stop();
});

test('speaks parley.v1 and authenticates in its first frame', async () => {
  connect();
  await online();
  expect(gateway.protocols).toEqual(['parley.v1']);
  expect(gateway.frames[0]).toMatchObject({ type: 'authenticate', data: { token: 'token-1' } });
});

test('pairs answers with requests by id, whatever their order', async () => {
  const held: (() => void)[] = [];
  gateway.answers.slow = (frame, ws) => {
    held.push(() => ws.send(JSON.stringify({ type: 'ack', id: frame.id, data: { said: frame.data.say } })));
    return undefined;
  };
  connect();
  await online();
  const first = socket.request('slow', { say: 'one' });
  const second = socket.request('slow', { say: 'two' });
  await vi.waitFor(() => expect(held).toHaveLength(2));
  for (const send of held.reverse()) send();
  expect(await first).toEqual({ said: 'one' });
  expect(await second).toEqual({ said: 'two' });
});

test('turns an error frame into a problem', async () => {
  gateway.answers.send_message = () => ({ slug: 'claim-closed' });
  connect();
  await online();
  const refusal = await socket.request('send_message', {}).catch((cause) => cause);
  expect(refusal).toBeInstanceOf(Problem);
  expect(refusal).toMatchObject({ slug: 'claim-closed', message: 'because claim-closed', transient: false });
});

test('rejects what is unanswered when the line is cut, and comes back by itself', async () => {
  gateway.answers.slow = () => undefined;
  connect();
  await online();
  const states: string[] = [];
  socket.onState((state) => states.push(state));
  const unanswered = socket.request('slow', {}).catch((cause) => cause);
  await vi.waitFor(() => expect(gateway.framesOf('slow')).toHaveLength(1));
  gateway.cutNewest();
  expect(await unanswered).toMatchObject({ transient: true });
  await vi.waitFor(() => expect(states).toEqual(['connecting', 'online']));
  expect(gateway.sockets).toHaveLength(2);
});

test('gives up waiting for an ack that never comes', async () => {
  gateway.answers.slow = () => undefined;
  connect({ ackTimeoutMs: 20 });
  await online();
  await expect(socket.request('slow', {})).rejects.toMatchObject({ slug: 'no-answer', transient: true });
});

test('renews a refused token once and connects with the new one', async () => {
  let token = 'stale';
  gateway.answers.authenticate = (frame, ws) => {
    if (frame.data.token === 'stale') ws.close(4401);
    return {};
  };
  connect({
    token: () => token,
    renewToken: async () => {
      token = 'fresh';
      return token;
    },
  });
  await vi.waitFor(() => expect(gateway.framesOf('authenticate').at(-1)?.data.token).toBe('fresh'));
  await online();
});

test('stays away when the token cannot be renewed', async () => {
  connect({ renewToken: async () => null });
  await online();
  gateway.closeNewest(4401);
  await vi.waitFor(() => expect(socket.state).toBe('offline'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(gateway.sockets).toHaveLength(1);
});

test('refreshes the token inside the running session', async () => {
  connect();
  await online();
  await socket.refreshToken('token-2');
  expect(gateway.framesOf('authenticate').map((frame) => [frame.connection, frame.data.token])).toEqual([
    [1, 'token-1'],
    [1, 'token-2'],
  ]);
});

test('waits for its turn as long as it is told that it still waits', async () => {
  gateway.answers.authenticate = (_frame, ws) => {
    const waits = setInterval(() => ws.send(JSON.stringify({ type: 'heartbeat', data: { heads: {} } })), 20);
    setTimeout(() => {
      clearInterval(waits);
      ws.send(JSON.stringify({ type: 'connected', data: { sessionId: 's', userId: 'alice', heartbeatSeconds: 60 } }));
    }, 400);
    return undefined;
  };
  connect({ connectTimeoutMs: 150 });
  await online();
  expect(gateway.sockets).toHaveLength(1);
});

test('comes again when it is told nothing while it waits', async () => {
  gateway.answers.authenticate = (_frame, _ws, connection) => (connection === 1 ? undefined : {});
  connect({ connectTimeoutMs: 50 });
  await online();
  expect(gateway.sockets).toHaveLength(2);
});

test('leaves a line that has gone silent', async () => {
  gateway.answers.authenticate = (_frame, ws, connection) => {
    const data = { sessionId: 's', userId: 'alice', heartbeatSeconds: connection === 1 ? 0.02 : 60 };
    ws.send(JSON.stringify({ type: 'connected', data }));
    return {};
  };
  connect();
  await vi.waitFor(() => expect(gateway.sockets).toHaveLength(2));
  await online();
});

test('leaves and returns when the server asks for it', async () => {
  connect();
  await online();
  gateway.push('reconnect', { reason: 'draining', afterMs: 5 });
  await vi.waitFor(() => expect(gateway.sockets).toHaveLength(2));
  await online();
});

test('survives frames it cannot read and types it does not know', async () => {
  connect();
  await online();
  gateway.sockets[0]?.send('not json');
  gateway.push('invented_later', { some: 'thing' });
  expect(await socket.request('ping', {})).toEqual({});
  expect(socket.state).toBe('online');
});

test('reports offline after several failed attempts and recovers when woken', async () => {
  connect({ backoff: new Backoff(1, 2) });
  await online();
  gateway.answers.authenticate = (_frame, ws) => {
    ws.terminate();
    return undefined;
  };
  gateway.cutNewest();
  await vi.waitFor(() => expect(socket.state).toBe('offline'));
  gateway.answers = {};
  socket.wake();
  await online();
});
