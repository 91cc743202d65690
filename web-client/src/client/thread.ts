import { Backoff } from './backoff.ts';
import type { ConversationLog, ConversationView } from './conversation-log.ts';
import { Problem } from './problem.ts';
import type { ParleyRest } from './rest.ts';
import type { ParleySocket } from './socket.ts';
import type { Joined, Participant } from './wire.ts';

export interface ThreadView {
  phase: 'loading' | 'ready' | 'failed';
  problem: Problem | null;
  /** The socket has joined at least once: read positions and participants are known. */
  joined: boolean;
  conversation: ConversationView;
  loadingOlder: boolean;
  /** Others who are writing at this moment. */
  typing: readonly string[];
}

const PAGE = 50;
/** No log has this epoch, so joining with it is answered by `resync` and the newest page: what a newcomer wants. */
const NO_EPOCH = '00000000-0000-0000-0000-000000000000';
const JOIN_ATTEMPTS = 6;
/** The server ends typing after 3 s; this is only for a stop that never arrived. */
const TYPING_EXPIRES_MS = 6_000;
const TYPING_REPEAT_MS = 2_000;

/** The thread of one claim while somebody looks at it: joined on the socket, kept without holes, read and typed in. */
export class Thread {
  private phase: ThreadView['phase'] = 'loading';
  private problem: Problem | null = null;
  private loadingOlder = false;
  private typing: readonly string[] = [];
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private ownTypingSince = 0;
  private joining = false;
  private hasJoined = false;
  private joinAgain = false;
  private closed = false;
  private markedSeq = 0;
  private readonly retries: Backoff;
  private snapshot: ThreadView | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly stopListening: () => void;

  constructor(
    readonly claimId: string,
    readonly log: ConversationLog,
    private readonly socket: ParleySocket,
    private readonly rest: ParleyRest,
    private readonly onChange: () => void,
    retries: Backoff = new Backoff(400, 4_000),
  ) {
    this.retries = retries;
    if (log.oldestSeq > 0) this.phase = 'ready';
    this.stopListening = log.subscribe(() => this.changed());
  }

  get view(): ThreadView {
    this.snapshot ??= {
      phase: this.phase,
      problem: this.problem,
      joined: this.hasJoined,
      conversation: this.log.view,
      loadingOlder: this.loadingOlder,
      typing: this.typing,
    };
    return this.snapshot;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Shows the newest page over REST even when the socket is away, and joins as soon as it is there. */
  async open(): Promise<void> {
    void this.join();
    if (this.phase === 'ready') return;
    try {
      const page = await this.rest.messages(this.claimId, { limit: PAGE });
      if (this.closed) return;
      this.log.loadMessages(page.items, page.items.length < PAGE);
      this.becomeReady();
    } catch (cause) {
      const problem = Problem.from(cause);
      // Straight after a submission the conversation may need a moment; the join has its own retries.
      if (!this.view.conversation.messages.length && !this.joining && this.socket.state !== 'online')
        this.fail(problem);
    }
  }

  /** Joins, or joins again from where the log ends: also what fills a hole. Calls while one runs become one more. */
  async join(): Promise<void> {
    if (this.closed || this.socket.state !== 'online') return;
    if (this.joining) {
      this.joinAgain = true;
      return;
    }
    this.joining = true;
    clearTimeout(this.retryTimer);
    try {
      await this.joinOnce();
      this.retries.reset();
    } catch (cause) {
      this.joinFailed(Problem.from(cause));
    } finally {
      this.joining = false;
    }
    if (this.joinAgain) {
      this.joinAgain = false;
      if (this.log.behind) void this.join();
    }
  }

  async loadOlder(): Promise<void> {
    if (this.loadingOlder || !this.log.view.hasOlder) return;
    this.loadingOlder = true;
    this.changed();
    try {
      const page = await this.rest.messages(this.claimId, { beforeSeq: this.log.oldestSeq, limit: PAGE });
      this.loadingOlder = false;
      this.log.loadMessages(page.items, page.items.length < PAGE);
    } finally {
      this.loadingOlder = false;
      this.changed();
    }
  }

  /** Tells the server how far its user has read; the same position is told once. */
  markRead(message: { id: string; seq: number }): void {
    if (message.seq <= this.markedSeq) return;
    if (this.socket.state !== 'online') return;
    this.markedSeq = message.seq;
    this.socket.request('message_read', { messageId: message.id }).catch(() => {
      if (this.markedSeq === message.seq) this.markedSeq = 0;
    });
  }

  /** After a reconnect the last position may never have arrived: allow telling it again. */
  forgetMarked(): void {
    this.markedSeq = 0;
    this.ownTypingSince = 0;
  }

  typingNow(now = Date.now()): void {
    if (now - this.ownTypingSince < TYPING_REPEAT_MS) return;
    this.ownTypingSince = now;
    this.socket.tell('typing_start', { claimId: this.claimId });
  }

  typingEnded(): void {
    if (this.ownTypingSince === 0) return;
    this.ownTypingSince = 0;
    this.socket.tell('typing_stop', { claimId: this.claimId });
  }

  setTyping(userIds: readonly string[]): void {
    clearTimeout(this.typingTimer);
    this.typing = userIds;
    if (userIds.length) this.typingTimer = setTimeout(() => this.setTyping([]), TYPING_EXPIRES_MS);
    this.changed();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.typingTimer);
    clearTimeout(this.retryTimer);
    this.typingEnded();
    this.stopListening();
    this.socket.tell('leave_claim', { claimId: this.claimId });
  }

  private async joinOnce(): Promise<void> {
    for (;;) {
      const cursor = this.log.cursor;
      const { epoch, seq: afterSeq } = cursor ?? { epoch: NO_EPOCH, seq: 0 };
      const joined = await this.socket.request<Joined>('join_claim', { claimId: this.claimId, epoch, afterSeq });
      if (this.closed) return;
      this.log.load(joined);
      this.log.setParticipants(participants(joined.participants));
      for (const [userId, seq] of readPositions(joined.readPositions)) this.log.setReadPosition(userId, seq);
      this.hasJoined = true;
      this.becomeReady();
      if (!this.log.behind) return;
      if (cursor && this.log.headSeq <= cursor.seq) throw Problem.noAnswer('the missing entries did not come');
    }
  }

  private joinFailed(problem: Problem): void {
    // A lost connection is not our matter: the reconnect joins again.
    if (this.closed || this.socket.state !== 'online') return;
    const worthIt = problem.transient || problem.slug.includes('not-found') || problem.status === 404;
    if (worthIt && (this.phase === 'ready' || this.retries.failures < JOIN_ATTEMPTS)) {
      this.retryTimer = setTimeout(() => void this.join(), this.retries.next(300));
    } else if (this.phase !== 'ready') {
      this.fail(problem);
    }
  }

  private becomeReady(): void {
    this.phase = 'ready';
    this.problem = null;
    this.changed();
  }

  private fail(problem: Problem): void {
    this.phase = 'failed';
    this.problem = problem;
    this.changed();
  }

  private changed(): void {
    this.snapshot = null;
    this.onChange();
    for (const listener of [...this.listeners]) listener();
  }
}

function participants(given: unknown): readonly Participant[] {
  if (!Array.isArray(given)) return [];
  return given.map((one) => (typeof one === 'string' ? { userId: one } : (one as Participant)));
}

/** Accepts `[{userId, upToSeq}]` as well as `{userId: seq}`. */
function readPositions(given: unknown): [string, number][] {
  if (Array.isArray(given)) {
    return given.map((one) => [String(one.userId), Number(one.upToSeq ?? one.seq ?? one.readSeq) || 0]);
  }
  return Object.entries((given ?? {}) as Record<string, unknown>).map(([userId, seq]) => [userId, Number(seq) || 0]);
}
