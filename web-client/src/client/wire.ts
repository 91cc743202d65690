/**
 * The shapes of Parley's REST answers and socket frames. Fields are only ever added within `parley.v1`, so nothing
 * here refuses a field it does not know.
 */

export type Role = 'CUSTOMER' | 'AGENT' | 'ADMIN';

export const CATEGORIES = ['COMPENSATION', 'INSURANCE', 'DAMAGE', 'GENERAL', 'OTHER'] as const;
export type Category = (typeof CATEGORIES)[number];

export type ClaimStatus =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'IN_REVIEW'
  | 'WAITING_CUSTOMER'
  | 'APPROVED'
  | 'REJECTED'
  | 'CLOSED'
  | 'WITHDRAWN';

export interface Claim {
  id: string;
  reference: string;
  customerId: string;
  customerName?: string | null;
  title: string;
  category: Category;
  description?: string | null;
  status: ClaimStatus;
  priority?: 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT' | null;
  tags?: string[] | null;
  assigneeId?: string | null;
  amount?: { value: number | string; currency: string } | null;
  conversationId?: string | null;
  createdAt: string;
  submittedAt?: string | null;
  updatedAt: string;
  version?: number;
}

export interface ClaimDraft {
  title: string;
  category: Category;
  description?: string;
}

export interface Message {
  id: string;
  conversationId: string;
  claimId?: string | null;
  seq: number;
  kind: 'TEXT' | 'SYSTEM';
  senderId?: string | null;
  senderName?: string | null;
  senderRole?: Role | null;
  isAdminMessage?: boolean;
  body?: string | null;
  replyToId?: string | null;
  reactions?: { emoji: string; userIds: string[] }[] | null;
  clientKey?: string | null;
  createdAt: string;
  editedAt?: string | null;
  withdrawnAt?: string | null;
  isRead?: boolean;
  readAt?: string | null;
}

/** Anything that took a `seq` in a conversation; `type` and `data` are those of the socket frame of the same name. */
export interface Entry {
  conversationId: string;
  seq: number;
  type: string;
  at?: string;
  actorId?: string | null;
  data: Record<string, unknown>;
}

/** An entry that is no message: what happened to the conversation, told at its place between the messages. */
export type Happening = { seq: number; at: string } & (
  | { kind: 'joined' | 'left'; userId: string; name: string | null; by: string | null }
  | { kind: 'claim'; status: ClaimStatus; reason: string | null }
  | { kind: 'renamed'; title: string }
  | { kind: 'archived' | 'reopened' | 'deleted' }
);

export interface Notification {
  id: string;
  type?: string;
  title: string;
  body?: string | null;
  link?: string | null;
  createdAt: string;
  readAt?: string | null;
  read?: boolean;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface UnreadCount {
  total: number;
  conversations: { conversationId: string; claimId?: string | null; unread: number }[];
}

export interface Participant {
  userId: string;
  name?: string | null;
  role?: Role | null;
}

/** The server's epoch of a conversation's log: a cursor of another epoch is worthless and is answered by `resync`. */
export type Epoch = string | number;

export interface Cursor {
  epoch: Epoch;
  seq: number;
}

export interface Joined {
  conversationId: string;
  epoch: Epoch;
  headSeq: number;
  entries: Entry[];
  more?: boolean;
  resync?: boolean;
  participants?: unknown;
  readPositions?: unknown;
}

export interface Synced {
  conversations: Omit<Joined, 'participants' | 'readPositions'>[];
}

export interface Frame {
  type: string;
  id?: string;
  data: Record<string, unknown>;
}

export interface Presence {
  userId: string;
  status: 'ONLINE' | 'AWAY' | 'OFFLINE';
  lastSeenAt?: string | null;
}

/** What happened to a claim, in a few words; null where the event does not say. */
export interface InboxUpdate {
  claimId: string;
  conversationId?: string | null;
  kind?: 'CLAIM' | 'APPOINTMENT' | 'INTERNAL' | null;
  seq?: number | null;
  /** The frame type of the entry, or `claim_opened`, `claim_submitted`, `claim_edited` … */
  type: string;
  change?: string | null;
  at: string;
  actorId?: string | null;
  message?: {
    id: string;
    senderId?: string | null;
    senderName?: string | null;
    senderRole?: Role | null;
    excerpt?: string | null;
  } | null;
  status?: ClaimStatus | null;
  assigneeId?: string | null;
  reference?: string | null;
  title?: string | null;
}

/** Data of the server's frames, by frame type. Entry frames arrive through {@link Entry} instead. */
export interface ServerFrames {
  connected: { sessionId: string; userId: string; heartbeatSeconds?: number; unread?: unknown };
  new_message: Message;
  message_read_receipt: {
    conversationId: string;
    userId: string;
    upToSeq: number;
    messageId?: string;
    readAt?: string;
  };
  typing_update: { conversationId?: string | null; claimId?: string | null; userIds: string[] };
  presence_update: Presence;
  unread_update: { conversationId: string; claimId?: string | null; unread: number; total: number };
  claim_updated: { conversationId?: string; claimId?: string; seq?: number };
  inbox_update: InboxUpdate;
  notification: Notification;
  heartbeat: { heads?: Record<string, number> };
  reconnect: { reason?: string; afterMs?: number };
}

export const isStaff = (role: Role | null | undefined): boolean => role === 'AGENT' || role === 'ADMIN';
