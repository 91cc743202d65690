import { Backoff } from './backoff.ts';
import { Problem } from './problem.ts';
import type { Message } from './wire.ts';

export interface Outgoing {
  /** Names this message for ever: however often it is sent under this key, it exists once. */
  clientKey: string;
  claimId: string;
  conversationId: string;
  body: string;
  createdAt: string;
  state: 'pending' | 'acknowledged' | 'failed';
  problem?: { slug: string; detail: string };
}

export interface OutboxOptions {
  send: (outgoing: Outgoing) => Promise<Message>;
  online: () => boolean;
  /** Told about each acknowledged message, before it can leave the box. True if it is visible in a log already. */
  acknowledged: (message: Message) => boolean;
  /** Where unsent messages survive a reload. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  storageKey?: string;
  newKey?: () => string;
  now?: () => number;
  backoff?: () => Backoff;
}

/**
 * Messages on their way. Within a conversation they leave one by one and in the order written; a message without an
 * answer is sent again under the same key until the server has said yes or no. A refused one stays, for its writer to
 * retry or discard, and holds nobody up.
 */
export class Outbox {
  private items: readonly Outgoing[];
  private readonly busy = new Set<string>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: OutboxOptions) {
    this.items = this.restored();
  }

  get all(): readonly Outgoing[] {
    return this.items;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  add(draft: { claimId: string; conversationId: string; body: string }): Outgoing {
    const outgoing: Outgoing = {
      ...draft,
      clientKey: (this.options.newKey ?? (() => crypto.randomUUID()))(),
      createdAt: new Date((this.options.now ?? Date.now)()).toISOString(),
      state: 'pending',
    };
    this.replace([...this.items, outgoing]);
    this.flush();
    return outgoing;
  }

  retry(clientKey: string): void {
    this.patch(clientKey, { state: 'pending', problem: undefined });
    this.flush();
  }

  discard(clientKey: string): void {
    this.replace(this.items.filter((item) => item.clientKey !== clientKey));
  }

  /** The messages under these keys are visible in their log: they need no stand-in any more. */
  settle(visible: (outgoing: Outgoing) => boolean): void {
    const left = this.items.filter((item) => !visible(item));
    if (left.length !== this.items.length) this.replace(left);
  }

  /** Sends what waits; call it whenever the connection is back. */
  flush(): void {
    for (const conversationId of new Set(this.items.map((item) => item.conversationId))) {
      if (!this.busy.has(conversationId)) void this.drain(conversationId);
    }
  }

  private async drain(conversationId: string): Promise<void> {
    this.busy.add(conversationId);
    const backoff = this.options.backoff?.() ?? new Backoff(1_000, 15_000);
    try {
      for (let next = this.next(conversationId); next; next = this.next(conversationId)) {
        if (!this.options.online()) return;
        try {
          const message = await this.options.send(next);
          if (this.options.acknowledged(message)) this.discard(next.clientKey);
          else this.patch(next.clientKey, { state: 'acknowledged' });
          backoff.reset();
        } catch (cause) {
          const problem = Problem.from(cause);
          if (problem.transient) await pause(backoff.next(problem.retryAfterMs ?? 0));
          else
            this.patch(next.clientKey, { state: 'failed', problem: { slug: problem.slug, detail: problem.message } });
        }
      }
    } finally {
      this.busy.delete(conversationId);
      if (this.next(conversationId) && this.options.online()) this.flush();
    }
  }

  private next(conversationId: string): Outgoing | undefined {
    return this.items.find((item) => item.conversationId === conversationId && item.state === 'pending');
  }

  private patch(clientKey: string, change: Partial<Outgoing>): void {
    this.replace(this.items.map((item) => (item.clientKey === clientKey ? { ...item, ...change } : item)));
  }

  private replace(items: readonly Outgoing[]): void {
    this.items = items;
    const { storage, storageKey } = this.options;
    if (storage && storageKey) {
      const unsent = items.filter((item) => item.state !== 'acknowledged');
      try {
        if (unsent.length) storage.setItem(storageKey, JSON.stringify(unsent));
        else storage.removeItem(storageKey);
      } catch {
        // A full storage costs only the survival of a reload.
      }
    }
    for (const listener of [...this.listeners]) listener();
  }

  private restored(): readonly Outgoing[] {
    const { storage, storageKey } = this.options;
    try {
      const kept = storageKey ? storage?.getItem(storageKey) : null;
      return kept ? (JSON.parse(kept) as Outgoing[]) : [];
    } catch {
      return [];
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
