import type { Backoff } from './backoff.ts';
import { ConversationLog } from './conversation-log.ts';
import { Outbox } from './outbox.ts';
import { ParleyRest } from './rest.ts';
import { ParleySocket, type SocketOptions } from './socket.ts';
import { Thread } from './thread.ts';
import type { Entry, Frame, Message, Presence, Synced } from './wire.ts';

export interface ParleyOptions {
  /** `ws(s)://host/ws` */
  socketUrl: string;
  /** `/api/v1` */
  restBase: string;
  userId: string;
  token: () => string | null;
  renewToken?: SocketOptions['renewToken'];
  onUnauthenticated?: () => void;
  storage?: Storage;
  WebSocket?: typeof WebSocket;
  backoff?: Backoff;
}

/** Conversations kept after their thread was closed, so that going back shows them at once. */
const KEPT_LOGS = 12;

/** Frames that carry a `conversationId` and a `seq` but are not entries of the log. */
const NOT_ENTRIES = new Set(['message_read_receipt', 'typing_update', 'unread_update', 'inbox_update', 'notification']);

/**
 * Everything one signed-in person needs to talk: REST, the live connection, the open threads and the outbox. After
 * every reconnect it syncs all conversations it holds from their cursors, joins the open threads again, and sends
 * what waited.
 */
export class Parley {
  readonly rest: ParleyRest;
  readonly socket: ParleySocket;
  readonly outbox: Outbox;
  private readonly logs = new Map<string, ConversationLog>();
  private readonly threads = new Map<string, Thread>();
  private readonly watched = new Map<string, readonly string[]>();
  private known: ReadonlyMap<string, Presence> = new Map();
  private readonly presenceListeners = new Set<() => void>();
  private inbox = false;

  constructor(private readonly options: ParleyOptions) {
    this.rest = new ParleyRest({
      base: options.restBase,
      token: options.token,
      onUnauthenticated: options.onUnauthenticated,
    });
    this.socket = new ParleySocket({
      url: options.socketUrl,
      token: options.token,
      renewToken: options.renewToken,
      WebSocket: options.WebSocket,
      backoff: options.backoff,
    });
    this.outbox = new Outbox({
      send: ({ claimId, body, clientKey }) =>
        this.socket.request<Message>('send_message', { claimId, body, clientKey }),
      online: () => this.socket.state === 'online',
      acknowledged: (message) => this.placed(message),
      storage: options.storage,
      storageKey: `parley.outbox.${options.userId}`,
    });
    this.socket.onState((state) => state === 'online' && void this.resume());
    this.socket.on('*', (data, frame) => this.receive(data, frame));
    this.socket.on('message_read_receipt', (receipt) =>
      this.logs.get(receipt.conversationId)?.setReadPosition(receipt.userId, receipt.upToSeq),
    );
    this.socket.on('typing_update', ({ conversationId, claimId, userIds }) => {
      const thread = this.threadOf(conversationId, claimId);
      thread?.setTyping((userIds ?? []).filter((id) => id !== this.options.userId));
    });
    this.socket.on('presence_update', (presence) => this.learn([presence]));
    this.socket.on('heartbeat', ({ heads }) => this.compareHeads(heads ?? {}));
  }

  start(): void {
    this.socket.start();
  }

  stop(): void {
    for (const thread of [...this.threads.values()]) thread.close();
    this.threads.clear();
    this.socket.stop();
  }

  /** Opens the thread of a submitted claim; `conversationId` is the claim's. Close it with {@link closeThread}. */
  openThread(claimId: string, conversationId: string): Thread {
    const open = this.threads.get(claimId);
    if (open) return open;
    const log = this.logs.get(conversationId) ?? new ConversationLog(conversationId);
    this.logs.delete(conversationId);
    this.logs.set(conversationId, log);
    const thread = new Thread(claimId, log, this.socket, this.rest, () => this.settle(log));
    this.threads.set(claimId, thread);
    void thread.open();
    return thread;
  }

  closeThread(thread: Thread): void {
    if (this.threads.get(thread.claimId) !== thread) return;
    thread.close();
    this.threads.delete(thread.claimId);
    for (const id of [...this.logs.keys()].slice(0, Math.max(0, this.logs.size - KEPT_LOGS))) {
      if (!this.openThreadOn(id)) this.logs.delete(id);
    }
  }

  /** Presence of these people is wanted while `reason` holds; an empty list ends it. */
  watchPresence(reason: string, userIds: readonly string[]): void {
    const before = this.watchedIds().join();
    if (userIds.length) this.watched.set(reason, userIds);
    else this.watched.delete(reason);
    if (this.watchedIds().join() !== before) this.askPresence();
  }

  /** What is known of the people watched; another map after every change. */
  get presence(): ReadonlyMap<string, Presence> {
    return this.known;
  }

  subscribePresence = (listener: () => void): (() => void) => {
    this.presenceListeners.add(listener);
    return () => this.presenceListeners.delete(listener);
  };

  /** Staff: summaries of all the tenant's claims. */
  watchInbox(): void {
    this.inbox = true;
    this.socket.tell('watch_inbox', {});
  }

  private async resume(): Promise<void> {
    for (const thread of this.threads.values()) thread.forgetMarked();
    if (this.inbox) this.socket.tell('watch_inbox', {});
    if (this.watched.size) this.askPresence();
    const cursors = Object.fromEntries(
      [...this.logs.values()].flatMap((log) => (log.cursor ? [[log.conversationId, log.cursor]] : [])),
    );
    if (Object.keys(cursors).length) {
      // Joining below replays the open threads in any case, so a refused sync loses nothing that is on the screen.
      const synced = await this.socket.request<Synced>('sync', { cursors }).catch(() => null);
      for (const page of synced?.conversations ?? []) this.logs.get(page.conversationId)?.load(page);
    }
    for (const log of this.logs.values()) this.dropIfBehind(log);
    await Promise.all([...this.threads.values()].map((thread) => thread.join()));
    this.outbox.flush();
  }

  private receive(data: Record<string, unknown>, frame: Frame): void {
    const { conversationId, seq } = data;
    if (NOT_ENTRIES.has(frame.type) || typeof conversationId !== 'string' || typeof seq !== 'number') return;
    this.take({ conversationId, seq, type: frame.type, data });
  }

  private take(entry: Entry): void {
    const log = this.logs.get(entry.conversationId);
    if (!log) {
      this.outbox.settle((item) => item.clientKey === entry.data.clientKey);
      return;
    }
    if (log.apply(entry) === 'hole') this.fill(log);
  }

  /** True when the acknowledged message needs no stand-in in the thread any longer. */
  private placed(message: Message): boolean {
    const log = this.logs.get(message.conversationId);
    if (!log) return true;
    this.take({
      conversationId: message.conversationId,
      seq: message.seq,
      type: 'new_message',
      data: message as unknown as Record<string, unknown>,
    });
    return message.clientKey ? log.holdsKey(message.clientKey) : true;
  }

  private compareHeads(heads: Record<string, number>): void {
    for (const [conversationId, seq] of Object.entries(heads)) {
      const log = this.logs.get(conversationId);
      log?.noteHead(seq);
      if (log?.behind) this.fill(log);
    }
  }

  private fill(log: ConversationLog): void {
    const thread = this.openThreadOn(log.conversationId);
    if (thread) void thread.join();
    else this.dropIfBehind(log);
  }

  /** A log nobody looks at is cheaper read anew than repaired. */
  private dropIfBehind(log: ConversationLog): void {
    if (log.behind && !this.openThreadOn(log.conversationId)) this.logs.delete(log.conversationId);
  }

  private settle(log: ConversationLog): void {
    this.outbox.settle((item) => item.conversationId === log.conversationId && log.holdsKey(item.clientKey));
  }

  private openThreadOn(conversationId: string): Thread | undefined {
    return this.threadOf(conversationId, null);
  }

  private threadOf(conversationId?: string | null, claimId?: string | null): Thread | undefined {
    if (claimId && this.threads.has(claimId)) return this.threads.get(claimId);
    return [...this.threads.values()].find((thread) => thread.log.conversationId === conversationId);
  }

  /** The ack says how it is now, `presence_update` what changes. Without presence the page only lacks a dot. */
  private askPresence(): void {
    this.socket.request<unknown>('watch_presence', { userIds: this.watchedIds() }).then(
      (now) => {
        const items = Array.isArray(now) ? now : (now as { items?: unknown } | null)?.items;
        if (Array.isArray(items)) this.learn(items as Presence[]);
      },
      () => undefined,
    );
  }

  private learn(presences: readonly Presence[]): void {
    this.known = new Map([...this.known, ...presences.map((one) => [one.userId, one] as const)]);
    for (const listener of [...this.presenceListeners]) listener();
  }

  private watchedIds(): string[] {
    return [...new Set([...this.watched.values()].flat())].sort();
  }
}
