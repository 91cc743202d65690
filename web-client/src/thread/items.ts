import type { Happening, Message, Outgoing } from '../client/index.ts';
import { localDay } from '../language/time.ts';

export type Item =
  | { kind: 'day'; key: string; day: number }
  | { kind: 'unread'; key: string }
  | { kind: 'happening'; key: string; happening: Happening }
  | { kind: 'message'; key: string; message: Message; own: boolean; first: boolean; last: boolean }
  | { kind: 'outgoing'; key: string; outgoing: Outgoing; first: boolean; last: boolean };

/** Messages of one person this close together read as one utterance. */
const GROUP_MS = 5 * 60_000;

/**
 * What the thread shows from top to bottom. A message keeps its key from the moment it is written until long after it
 * is acknowledged, so that becoming real does not make it jump.
 */
export function threadItems(
  messages: readonly Message[],
  outgoing: readonly Outgoing[],
  me: string,
  unreadFromSeq: number | null,
  happenings: readonly Happening[] = [],
): Item[] {
  const acknowledged = new Set(messages.map((message) => message.clientKey));
  const waiting = outgoing.filter((one) => !acknowledged.has(one.clientKey));
  const items: Item[] = [];
  let day = Number.NaN;
  let previous: { writer: string; at: number } | null = null;

  const place = (writer: string, iso: string): boolean => {
    const at = Date.parse(iso);
    if (localDay(at) !== day) {
      day = localDay(at);
      items.push({ kind: 'day', key: `day-${day}`, day });
      previous = null;
    }
    const joins = previous !== null && previous.writer === writer && at - previous.at < GROUP_MS;
    previous = { writer, at };
    if (joins) endsNoGroup(items.at(-1));
    return !joins;
  };

  let told = 0;
  const tell = (beforeSeq: number) => {
    for (let next = happenings[told]; next && next.seq < beforeSeq; next = happenings[++told]) {
      place(`happening-${next.seq}`, next.at);
      items.push({ kind: 'happening', key: `happening-${next.seq}`, happening: next });
    }
  };

  for (const message of messages) {
    tell(message.seq);
    const own = message.senderId === me && message.kind !== 'SYSTEM';
    const writer = message.kind === 'SYSTEM' ? `system-${message.id}` : (message.senderId ?? 'nobody');
    if (message.seq === unreadFromSeq) previous = null;
    const first = place(writer, message.createdAt);
    if (message.seq === unreadFromSeq) items.push({ kind: 'unread', key: 'unread' });
    items.push({ kind: 'message', key: message.clientKey ?? message.id, message, own, first, last: true });
  }
  tell(Number.POSITIVE_INFINITY);
  for (const one of waiting) {
    const first = place(me, one.createdAt);
    items.push({ kind: 'outgoing', key: one.clientKey, outgoing: one, first, last: true });
  }
  return items;
}

/** Where "new messages" begins: the first message of somebody else after my position, unless that is everything. */
export function firstUnread(messages: readonly Message[], me: string, readUpTo: number): number | null {
  const index = messages.findIndex((message) => message.seq > readUpTo && message.senderId !== me);
  return index > 0 ? (messages[index]?.seq ?? null) : null;
}

/** The `seq` up to which the other side has read: for staff the customer, for the customer anybody of the team. */
export function readByOtherSide(
  positions: ReadonlyMap<string, number>,
  me: string,
  staff: boolean,
  customerId: string,
): number {
  if (staff) return positions.get(customerId) ?? 0;
  let furthest = 0;
  for (const [userId, seq] of positions) if (userId !== me) furthest = Math.max(furthest, seq);
  return furthest;
}

/** What may be sent: control characters other than newline and tab would be refused, blank edges say nothing. */
export function sendable(text: string): string {
  return [...text.replace(/\r\n?/g, '\n').toWellFormed()]
    .filter((char) => char === '\n' || char === '\t' || !/\p{Cc}/u.test(char))
    .join('')
    .trim()
    .normalize('NFC');
}

function endsNoGroup(item: Item | undefined): void {
  if (item?.kind === 'message' || item?.kind === 'outgoing') item.last = false;
}
