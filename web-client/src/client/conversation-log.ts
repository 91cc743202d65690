import { happeningOf } from './happening.ts';
import type { Cursor, Entry, Epoch, Happening, Message, Participant } from './wire.ts';

/** What a thread shows. A new object on every change, so that a view can compare by identity. */
export interface ConversationView {
  conversationId: string;
  /** Rising `seq`. */
  messages: readonly Message[];
  /** Rising `seq`: what happened between the messages, as far as entries have told. */
  happenings: readonly Happening[];
  /** Messages older than the first one here exist on the server. */
  hasOlder: boolean;
  /** Per user, the `seq` up to which they have read. */
  readPositions: ReadonlyMap<string, number>;
  participants: readonly Participant[];
}

export type Applied = 'new' | 'repeat' | 'hole';

/**
 * One conversation as far as this client holds it: the unbroken stretch of `seq` from `floor` to `head`, folded into
 * messages. An entry at or below `head` is a repeat and changes nothing; one beyond `head + 1` waits aside until the
 * hole before it is filled, so nobody ever sees messages out of order.
 */
export class ConversationLog {
  private epoch: Epoch | null = null;
  private head = 0;
  private floor = 0;
  private knownHead = 0;
  private readonly messages = new Map<string, Message>();
  private readonly happenings = new Map<number, Happening>();
  private readonly early = new Map<number, Entry>();
  private readonly positions = new Map<string, number>();
  private participants: readonly Participant[] = [];
  private snapshot: ConversationView | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(readonly conversationId: string) {}

  get headSeq(): number {
    return this.head;
  }

  /** Null until the server has named the epoch: before that there is nothing a `sync` could start from. */
  get cursor(): Cursor | null {
    return this.epoch === null ? null : { epoch: this.epoch, seq: this.head };
  }

  /** True once the message sent under this key has its place in the log. */
  holdsKey(clientKey: string): boolean {
    for (const message of this.messages.values()) if (message.clientKey === clientKey) return true;
    return false;
  }

  get behind(): boolean {
    return this.knownHead > this.head;
  }

  get view(): ConversationView {
    this.snapshot ??= {
      conversationId: this.conversationId,
      messages: [...this.messages.values()].sort((a, b) => a.seq - b.seq),
      happenings: [...this.happenings.values()].filter(({ seq }) => seq >= this.floor).sort((a, b) => a.seq - b.seq),
      hasOlder: this.floor > 1,
      readPositions: new Map(this.positions),
      participants: this.participants,
    };
    return this.snapshot;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes a live entry. `hole` means: entries before it are missing, fetch them. */
  apply(entry: Entry): Applied {
    const outcome = this.take(entry);
    if (outcome === 'new') this.changed();
    return this.early.size > 0 && outcome === 'new' ? 'hole' : outcome;
  }

  /** Takes a page of entries as the server gave it; another epoch throws away what was held before. */
  load(page: { epoch: Epoch; headSeq: number; entries: readonly Entry[]; resync?: boolean }): void {
    if (this.epoch !== null && this.epoch !== page.epoch) this.clear();
    this.epoch = page.epoch;
    const entries = [...page.entries].sort((a, b) => a.seq - b.seq);
    const first = entries[0];
    // A newest page that does not touch what we hold: start over from it rather than keep two islands.
    if (page.resync && first && this.floor > 0 && first.seq > this.head + 1) this.forget();
    if (this.floor === 0) this.startAt(first ? first.seq : page.headSeq + 1);
    this.knownHead = Math.max(this.knownHead, page.headSeq);
    for (const entry of entries) this.take(entry);
    this.releaseEarly();
    this.changed();
  }

  /**
   * Takes a page of current messages read over REST: the newest page, or the one just before {@link oldestSeq}.
   * Between its messages nothing is missing, because edits and the like are already folded in.
   */
  loadMessages(items: readonly Message[], reachedStart: boolean): void {
    const first = items[0];
    const last = items[items.length - 1];
    if (this.floor === 0) {
      this.startAt(first ? first.seq : 1);
      if (last) this.head = last.seq;
    }
    for (const item of items) {
      if (item.seq <= this.head && !this.messages.has(item.id)) this.messages.set(item.id, item);
    }
    if (first) this.floor = Math.min(this.floor, first.seq);
    if (reachedStart) this.floor = 1;
    this.knownHead = Math.max(this.knownHead, this.head);
    this.releaseEarly();
    this.changed();
  }

  /** The oldest `seq` held: what `beforeSeq` asks beyond. */
  get oldestSeq(): number {
    return this.floor;
  }

  noteHead(seq: number): void {
    this.knownHead = Math.max(this.knownHead, seq);
  }

  setParticipants(participants: readonly Participant[]): void {
    this.participants = participants;
    this.changed();
  }

  /** Read positions only ever move forward. */
  setReadPosition(userId: string, upToSeq: number): void {
    if (upToSeq <= (this.positions.get(userId) ?? 0)) return;
    this.positions.set(userId, upToSeq);
    this.changed();
  }

  private startAt(seq: number): void {
    this.floor = seq;
    this.head = seq - 1;
  }

  private take(entry: Entry): Applied {
    this.knownHead = Math.max(this.knownHead, entry.seq);
    if (this.floor > 0 && entry.seq <= this.head) {
      // Messages read over REST passed over what happened between them.
      this.note(entry);
      return 'repeat';
    }
    if (this.floor === 0 || entry.seq > this.head + 1) {
      this.early.set(entry.seq, entry);
      return 'hole';
    }
    this.fold(entry);
    this.head = entry.seq;
    this.releaseEarly();
    return 'new';
  }

  private releaseEarly(): void {
    for (const seq of this.early.keys()) if (seq <= this.head) this.early.delete(seq);
    for (let next = this.early.get(this.head + 1); next; next = this.early.get(this.head + 1)) {
      this.early.delete(next.seq);
      this.fold(next);
      this.head = next.seq;
    }
  }

  private fold(entry: Entry): void {
    const { data } = entry;
    if (entry.type === 'new_message') {
      const message = { ...(data as unknown as Message), seq: entry.seq };
      this.messages.set(message.id, message);
      return;
    }
    const happening = this.note(entry);
    if (happening) this.follow(happening, data);
    const id = (data.messageId ?? data.id) as string | undefined;
    const held = id === undefined ? undefined : this.messages.get(id);
    if (!held) return;
    this.messages.set(held.id, folded(held, entry));
  }

  private note(entry: Entry): Happening | null {
    const happening = happeningOf(entry);
    if (happening === null || this.happenings.has(entry.seq)) return happening;
    if (happening.kind === 'left') happening.name ??= this.nameOf(happening.userId);
    this.happenings.set(entry.seq, happening);
    return happening;
  }

  private nameOf(userId: string): string | null {
    return this.participants.find((one) => one.userId === userId)?.name ?? null;
  }

  private follow(happening: Happening, data: Entry['data']): void {
    if (happening.kind === 'joined' || happening.kind === 'left') {
      const others = this.participants.filter(({ userId }) => userId !== happening.userId);
      const { userId, name } = happening;
      const joined: Participant = { userId, name, role: data.role as Participant['role'] };
      this.participants = happening.kind === 'joined' ? [...others, joined] : others;
    } else if (happening.kind === 'deleted') {
      // Its content is gone from everywhere, and nothing older is left to be asked for.
      this.messages.clear();
      this.floor = 1;
    }
  }

  /** Another epoch: even what we believed about the head is about a log that no longer exists. */
  private clear(): void {
    this.forget();
    this.positions.clear();
    this.knownHead = 0;
  }

  private forget(): void {
    this.messages.clear();
    this.happenings.clear();
    this.early.clear();
    this.head = 0;
    this.floor = 0;
  }

  private changed(): void {
    this.snapshot = null;
    for (const listener of [...this.listeners]) listener();
  }
}

function folded(held: Message, { type, data, at }: Entry): Message {
  switch (type) {
    case 'message_edited':
      // Read over REST, it may already be withdrawn: then it has no text any more.
      return held.withdrawnAt
        ? held
        : { ...held, body: data.body as string, editedAt: (data.editedAt as string) ?? at ?? held.editedAt };
    case 'message_withdrawn':
      return { ...held, body: null, withdrawnAt: (data.withdrawnAt as string) ?? at ?? new Date(0).toISOString() };
    case 'message_reaction':
      return { ...held, reactions: reacted(held.reactions ?? [], data) };
    default:
      return held;
  }
}

/** The same again changes nothing: a message read over REST may already show what its entries tell afterwards. */
function reacted(held: Reactions, { emoji, userId, action }: Entry['data']): Reactions {
  if (typeof emoji !== 'string' || typeof userId !== 'string') return held;
  const others = (held.find((one) => one.emoji === emoji)?.userIds ?? []).filter((id) => id !== userId);
  const userIds = action === 'REMOVED' ? others : [...others, userId];
  if (!held.some((one) => one.emoji === emoji)) return userIds.length ? [...held, { emoji, userIds }] : held;
  return held.map((one) => (one.emoji === emoji ? { emoji, userIds } : one)).filter((one) => one.userIds.length > 0);
}

type Reactions = NonNullable<Message['reactions']>;
