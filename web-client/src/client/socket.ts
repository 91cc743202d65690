import { Backoff } from './backoff.ts';
import { Problem } from './problem.ts';
import type { Frame, ServerFrames } from './wire.ts';

export type ConnectionState = 'connecting' | 'online' | 'offline';

export interface SocketOptions {
  url: string;
  token: () => string | null;
  /** Asked after the server refused the token; a new token means connect again, null means stay away. */
  renewToken?: () => Promise<string | null>;
  /** The browser's by default. */
  WebSocket?: typeof WebSocket;
  backoff?: Backoff;
  /** How long an `ack` may take before the request counts as unanswered. */
  ackTimeoutMs?: number;
  /** How long nothing may come before `connected` until another attempt is made. */
  connectTimeoutMs?: number;
}

export const SUBPROTOCOL = 'parley.v1';

const CLOSE = { unauthenticated: 4401, originRefused: 4403, tooSlow: 4409, tooMany: 4429 } as const;
/** After an outage a client may have to wait for its turn; while it does, heartbeats come every 5 s. */
const CONNECT_TIMEOUT_MS = 20_000;
const PROBE_TIMEOUT_MS = 5_000;
/** From this failed attempt on we call it offline instead of "just a moment". */
const OFFLINE_AFTER = 4;

interface Waiting {
  resolve: (data: unknown) => void;
  reject: (problem: Problem) => void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

type Handler = (data: never, frame: Frame) => void;

/**
 * One live connection to `/ws`: authenticates in the first frame, pairs each request with its `ack` or `error`,
 * notices a dead line by missing heartbeats, and comes back by itself with full-jitter back-off. It knows nothing of
 * conversations: what was missed while away is fetched by whoever listens to {@link onState}.
 */
export class ParleySocket {
  private ws: WebSocket | null = null;
  private current: ConnectionState = 'offline';
  private wanted = false;
  private hasBeenOnline = false;
  private nextId = 1;
  private heartbeatMs = 30_000;
  private readonly waiting = new Map<string, Waiting>();
  private readonly handlers = new Map<string, Set<Handler>>();
  private readonly stateListeners = new Set<(state: ConnectionState) => void>();
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff: Backoff;

  constructor(private readonly options: SocketOptions) {
    this.backoff = options.backoff ?? new Backoff();
  }

  get state(): ConnectionState {
    return this.current;
  }

  private get connectTimeoutMs(): number {
    return this.options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  }

  /** True while coming back from a connection that had worked. */
  get reconnecting(): boolean {
    return this.current === 'connecting' && this.hasBeenOnline;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  }

  /** Listens to frames of one type; `*` hears every frame that is not the answer to a request. */
  on<T extends keyof ServerFrames>(type: T, handler: (data: ServerFrames[T], frame: Frame) => void): () => void;
  on(type: '*', handler: (data: Record<string, unknown>, frame: Frame) => void): () => void;
  on(type: string, handler: (data: never, frame: Frame) => void): () => void {
    const known = this.handlers.get(type) ?? new Set();
    this.handlers.set(type, known.add(handler));
    return () => known.delete(handler);
  }

  start(): void {
    this.wanted = true;
    if (!this.ws) this.connect();
  }

  stop(): void {
    this.wanted = false;
    this.drop(1000);
    this.moveTo('offline');
  }

  /** The network came back, or the page is looked at again: connect now, or prove that the line still lives. */
  wake(): void {
    if (!this.wanted) return;
    if (this.current !== 'online') {
      if (this.ws) return;
      this.backoff.reset();
      this.connect();
      return;
    }
    this.tell('ping', {});
    this.watchForSilence(PROBE_TIMEOUT_MS);
  }

  /** The network is known to be gone: do not wait for the heartbeat to find out. */
  networkLost(): void {
    if (!this.wanted) return;
    this.drop();
    this.moveTo('offline');
    this.retryIn(this.backoff.next(1000));
  }

  /** Puts a fresh token into the running session; a session that is away uses it when it comes back. */
  async refreshToken(token: string): Promise<void> {
    if (this.current === 'online') await this.request('authenticate', { token });
    else this.start();
  }

  /** Sends a frame and answers with the data of its `ack`. Rejects with a {@link Problem}, transient if away. */
  request<T = unknown>(type: string, data: object): Promise<T> {
    if (this.current !== 'online') return Promise.reject(Problem.noAnswer('not connected'));
    return this.ask<T>(type, data, this.options.ackTimeoutMs ?? 10_000);
  }

  /** Sends a frame that nobody needs an answer to. False if the line is down. */
  tell(type: string, data: object): boolean {
    if (this.current !== 'online' || !this.ws) return false;
    this.ws.send(JSON.stringify({ type, data }));
    return true;
  }

  private connect(): void {
    clearTimeout(this.retryTimer);
    const token = this.options.token();
    if (!token) {
      void this.renewOrStop();
      return;
    }
    if (this.backoff.failures < OFFLINE_AFTER) this.moveTo('connecting');
    const Socket = this.options.WebSocket ?? WebSocket;
    const ws = new Socket(this.options.url, [SUBPROTOCOL]);
    this.ws = ws;
    this.watchForSilence(this.connectTimeoutMs);
    ws.onopen = () => {
      if (this.ws !== ws) return;
      const signedIn = this.ask('authenticate', { token });
      signedIn.then(
        () => this.ws === ws && this.opened(),
        (problem: Problem) => this.ws === ws && !problem.transient && this.closed(CLOSE.unauthenticated),
      );
    };
    ws.onmessage = (event) => {
      if (this.ws === ws) this.receive(String(event.data));
    };
    ws.onclose = (event) => {
      if (this.ws === ws) this.closed(event.code);
    };
    // A close event follows every error event and carries the code.
    ws.onerror = () => {};
  }

  /** Without a timeout it is unanswered when the line is given up. */
  private ask<T>(type: string, data: object, timeoutMs?: number): Promise<T> {
    const id = String(this.nextId++);
    return new Promise<T>((resolve, reject) => {
      const late = () => {
        this.waiting.delete(id);
        reject(Problem.noAnswer(`no ack for ${type}`));
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
      this.waiting.set(id, { resolve: resolve as (data: unknown) => void, reject, timer });
      this.ws?.send(JSON.stringify({ type, id, data }));
    });
  }

  private receive(text: string): void {
    const frame = parse(text);
    if (!frame) return;
    this.watchForSilence(this.current === 'online' ? this.heartbeatMs * 2.5 : this.connectTimeoutMs);
    if (frame.type === 'ack' || frame.type === 'error') {
      this.settle(frame);
      return;
    }
    if (frame.type === 'connected') {
      const seconds = Number(frame.data.heartbeatSeconds);
      if (seconds > 0) this.heartbeatMs = seconds * 1000;
      this.opened();
    }
    for (const handler of this.handlers.get(frame.type) ?? []) handler(frame.data as never, frame);
    for (const handler of this.handlers.get('*') ?? []) handler(frame.data as never, frame);
    if (frame.type === 'reconnect') this.comeBack(Number(frame.data.afterMs) || 0);
  }

  private settle(frame: Frame): void {
    const waiting = frame.id === undefined ? undefined : this.waiting.get(frame.id);
    if (!waiting || frame.id === undefined) return;
    this.waiting.delete(frame.id);
    clearTimeout(waiting.timer);
    if (frame.type === 'ack') waiting.resolve(frame.data);
    else waiting.reject(Problem.ofFrame(frame.data));
  }

  /** Reached by `connected` or by the ack of `authenticate`, whichever comes first; the second changes nothing. */
  private opened(): void {
    this.watchForSilence(this.heartbeatMs * 2.5);
    if (this.current === 'online') return;
    this.backoff.reset();
    this.hasBeenOnline = true;
    this.moveTo('online');
  }

  private closed(code: number): void {
    this.drop();
    if (!this.wanted) return;
    if (code === CLOSE.unauthenticated) {
      this.moveTo('connecting');
      void this.renewOrStop();
      return;
    }
    const floor = code === CLOSE.tooMany ? 5_000 : code === CLOSE.originRefused ? 30_000 : 0;
    this.retryIn(this.backoff.next(floor));
    this.moveTo(this.backoff.failures >= OFFLINE_AFTER || floor > 0 ? 'offline' : 'connecting');
  }

  /** The server asked us to leave and return: not a failure, but still spread out so that not all return at once. */
  private comeBack(afterMs: number): void {
    this.drop(1000);
    this.moveTo('connecting');
    this.retryIn(this.backoff.next(afterMs));
  }

  private async renewOrStop(): Promise<void> {
    const token = await (this.options.renewToken?.() ?? Promise.resolve(null)).catch(() => null);
    if (!this.wanted || this.ws) return;
    if (token) this.retryIn(this.backoff.next());
    else {
      this.wanted = false;
      this.moveTo('offline');
    }
  }

  private retryIn(ms: number): void {
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.wanted && !this.ws && this.connect(), ms);
  }

  private watchForSilence(ms: number): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.closed(CLOSE.tooSlow), ms);
  }

  private drop(code?: number): void {
    clearTimeout(this.retryTimer);
    clearTimeout(this.silenceTimer);
    const ws = this.ws;
    this.ws = null;
    ws?.close(code);
    const unanswered = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject, timer } of unanswered) {
      clearTimeout(timer);
      reject(Problem.noAnswer('connection lost'));
    }
  }

  private moveTo(state: ConnectionState): void {
    if (this.current === state) return;
    this.current = state;
    for (const listener of [...this.stateListeners]) listener(state);
  }
}

function parse(text: string): Frame | null {
  try {
    const frame = JSON.parse(text) as Frame;
    if (typeof frame?.type !== 'string') return null;
    return { ...frame, data: frame.data ?? {} };
  } catch {
    return null;
  }
}
