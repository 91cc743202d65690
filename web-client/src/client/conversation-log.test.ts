import { expect, test } from 'vitest';
import { ConversationLog } from './conversation-log.ts';
import type { Entry, Message } from './wire.ts';

const message = (seq: number, extra: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  conversationId: 'c',
  seq,
  kind: 'TEXT',
  senderId: 'bruno',
  body: `text ${seq}`,
  createdAt: '2026-11-20T10:00:00.000Z',
  ...extra,
});

const said = (seq: number, extra: Partial<Message> = {}): Entry => ({
  conversationId: 'c',
  seq,
  type: 'new_message',
  data: message(seq, extra) as unknown as Record<string, unknown>,
});

const loaded = (entries: Entry[], headSeq = entries.at(-1)?.seq ?? 0) => {
  const log = new ConversationLog('c');
  log.load({ epoch: 'e1', headSeq, entries });
  return log;
};

const seqs = (log: ConversationLog) => log.view.messages.map((each) => each.seq);

test('drops what it already holds', () => {
  const log = loaded([said(1), said(2)]);
  const before = log.view;
  expect(log.apply(said(2, { body: 'changed' }))).toBe('repeat');
  expect(log.view).toBe(before);
});

test('shows nothing beyond a hole until the hole is filled', () => {
  const log = loaded([said(1)]);
  expect(log.apply(said(3))).toBe('hole');
  expect(log.apply(said(4))).toBe('hole');
  expect(seqs(log)).toEqual([1]);
  expect(log.behind).toBe(true);
  expect(log.apply(said(2))).toBe('new');
  expect(seqs(log)).toEqual([1, 2, 3, 4]);
  expect(log.behind).toBe(false);
});

test('keeps live entries that arrive before the first page', () => {
  const log = new ConversationLog('c');
  expect(log.apply(said(4))).toBe('hole');
  log.load({ epoch: 'e1', headSeq: 3, entries: [said(2), said(3)] });
  expect(seqs(log)).toEqual([2, 3, 4]);
  expect(log.cursor).toEqual({ epoch: 'e1', seq: 4 });
});

test('starts anew when the server speaks of another epoch', () => {
  const log = loaded([said(1), said(2), said(3)]);
  log.setReadPosition('bruno', 3);
  log.load({ epoch: 'e2', headSeq: 2, entries: [said(1, { id: 'other' }), said(2)], resync: true });
  expect(log.view.messages.map((each) => each.id)).toEqual(['other', 'm2']);
  expect(log.cursor).toEqual({ epoch: 'e2', seq: 2 });
  expect(log.view.readPositions.size).toBe(0);
});

test('replaces what it holds by a newest page that does not touch it', () => {
  const log = loaded([said(1), said(2)]);
  log.load({ epoch: 'e1', headSeq: 9, entries: [said(8), said(9)], resync: true });
  expect(seqs(log)).toEqual([8, 9]);
  expect(log.view.hasOlder).toBe(true);
});

test('puts older pages in front and knows when the start is reached', () => {
  const log = loaded([said(5), said(6)]);
  log.loadMessages([message(3), message(4)], false);
  expect(seqs(log)).toEqual([3, 4, 5, 6]);
  expect(log.view.hasOlder).toBe(true);
  log.loadMessages([message(2)], true);
  expect(log.view.hasOlder).toBe(false);
  expect(log.headSeq).toBe(6);
});

test('continues from a page read over REST once the socket joins', () => {
  const log = new ConversationLog('c');
  log.loadMessages([message(1), message(3)], true);
  expect(log.cursor).toBeNull();
  log.load({ epoch: 'e1', headSeq: 5, entries: [said(1), said(3), said(4), said(5)] });
  expect(seqs(log)).toEqual([1, 3, 4, 5]);
});

test('folds edits and withdrawals into their message', () => {
  const log = loaded([said(1), said(2)]);
  log.apply({ conversationId: 'c', seq: 3, type: 'message_edited', data: { messageId: 'm1', body: 'better' } });
  log.apply({
    conversationId: 'c',
    seq: 4,
    type: 'message_withdrawn',
    at: '2026-11-20T11:00:00.000Z',
    data: { messageId: 'm2' },
  });
  expect(log.view.messages).toMatchObject([
    { seq: 1, body: 'better' },
    { seq: 2, body: null, withdrawnAt: '2026-11-20T11:00:00.000Z' },
  ]);
  expect(log.headSeq).toBe(4);
});

const entry = (seq: number, type: string, data: Record<string, unknown>): Entry => ({
  conversationId: 'c',
  seq,
  type,
  data: { conversationId: 'c', seq, at: '2026-11-20T11:00:00.000Z', ...data },
});

const reaction = (seq: number, userId: string, emoji: string, action = 'ADDED') =>
  entry(seq, 'message_reaction', { messageId: 'm1', messageSeq: 1, userId, emoji, action });

test('folds reactions into their message, each person once', () => {
  const log = loaded([said(1)]);
  log.apply(reaction(2, 'alice', '👍'));
  log.apply(reaction(3, 'chloe', '👍'));
  log.apply(reaction(4, 'chloe', '🎉'));
  log.apply(reaction(5, 'alice', '👍'));
  expect(log.view.messages[0]?.reactions).toEqual([
    { emoji: '👍', userIds: ['chloe', 'alice'] },
    { emoji: '🎉', userIds: ['chloe'] },
  ]);
  log.apply(reaction(6, 'chloe', '🎉', 'REMOVED'));
  log.apply(reaction(7, 'alice', '👍', 'REMOVED'));
  expect(log.view.messages[0]?.reactions).toEqual([{ emoji: '👍', userIds: ['chloe'] }]);
  expect(log.headSeq).toBe(7);
});

test('keeps a message withdrawn that REST knew as withdrawn before its edit was told', () => {
  const log = new ConversationLog('c');
  log.loadMessages([message(1, { body: null, withdrawnAt: '2026-11-20T12:00:00.000Z' })], true);
  log.load({
    epoch: 'e1',
    headSeq: 3,
    entries: [
      said(1),
      entry(2, 'message_edited', { messageId: 'm1', body: 'secret', editedAt: '2026-11-20T11:00:00.000Z' }),
      entry(3, 'message_withdrawn', { messageId: 'm1', withdrawnAt: '2026-11-20T12:00:00.000Z' }),
    ],
  });
  expect(log.view.messages).toMatchObject([{ body: null, withdrawnAt: '2026-11-20T12:00:00.000Z' }]);
});

test('tells what happened to the conversation at its place, in order and once', () => {
  const log = loaded([said(1)]);
  log.setParticipants([{ userId: 'bruno', name: 'Bruno Keller' }]);
  const joined = entry(2, 'participant_changed', { change: 'JOINED', userId: 'chloe', name: 'Chloé', role: 'AGENT' });
  expect(log.apply(entry(4, 'claim_updated', { status: 'IN_REVIEW', reason: 'read' }))).toBe('hole');
  expect(log.view.happenings).toEqual([]);
  log.apply(joined);
  log.apply(entry(3, 'participant_changed', { change: 'LEFT', userId: 'bruno', name: null, by: 'chloe' }));
  expect(log.apply(joined)).toBe('repeat');
  expect(log.view.happenings).toMatchObject([
    { seq: 2, kind: 'joined', name: 'Chloé' },
    { seq: 3, kind: 'left', name: 'Bruno Keller', by: 'chloe' },
    { seq: 4, kind: 'claim', status: 'IN_REVIEW', reason: 'read' },
  ]);
  expect(log.view.participants.map((one) => one.userId)).toEqual(['chloe']);
  expect(log.headSeq).toBe(4);
});

test('learns what happened between messages that were read over REST', () => {
  const log = new ConversationLog('c');
  log.loadMessages([message(1), message(3)], true);
  log.load({ epoch: 'e1', headSeq: 3, entries: [said(1), entry(2, 'claim_updated', { status: 'APPROVED' }), said(3)] });
  expect(log.view.happenings).toMatchObject([{ seq: 2, status: 'APPROVED' }]);
  expect(seqs(log)).toEqual([1, 3]);
});

test('holds nothing of a conversation that was deleted', () => {
  const log = loaded([said(5), said(6)]);
  log.apply(entry(7, 'conversation_updated', { change: 'DELETED' }));
  expect(log.view.messages).toEqual([]);
  expect(log.view.hasOlder).toBe(false);
  expect(log.view.happenings).toMatchObject([{ seq: 7, kind: 'deleted' }]);
});

test('counts entries of kinds it does not know', () => {
  const log = loaded([said(1)]);
  expect(log.apply({ conversationId: 'c', seq: 2, type: 'invented_later', data: {} })).toBe('new');
  expect(log.apply(said(3))).toBe('new');
});

test('moves read positions forward only', () => {
  const log = loaded([said(1), said(2)]);
  log.setReadPosition('chloe', 2);
  log.setReadPosition('chloe', 1);
  expect(log.view.readPositions.get('chloe')).toBe(2);
});
