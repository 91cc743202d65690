import { expect, test } from 'vitest';
import type { Message, Outgoing } from '../client/index.ts';
import { firstUnread, readByOtherSide, sendable, threadItems } from './items.ts';

const at = (day: number, minute: number) => new Date(2026, 10, day, 9, minute).toISOString();

const message = (seq: number, senderId: string, createdAt: string, extra: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  conversationId: 'c',
  seq,
  kind: 'TEXT',
  senderId,
  body: 'text',
  createdAt,
  ...extra,
});

const shape = (items: ReturnType<typeof threadItems>) =>
  items.map((item) =>
    item.kind === 'message' || item.kind === 'outgoing'
      ? `${item.key}${item.first ? ' first' : ''}${item.last ? ' last' : ''}`
      : item.kind,
  );

test('separates days and groups what one person says in a row', () => {
  const items = threadItems(
    [
      message(1, 'chloe', at(18, 0)),
      message(2, 'chloe', at(18, 2)),
      message(3, 'chloe', at(18, 9)),
      message(4, 'alice', at(18, 10)),
      message(5, 'alice', at(19, 10)),
    ],
    [],
    'alice',
    null,
  );
  expect(shape(items)).toEqual([
    'day',
    'm1 first',
    'm2 last',
    'm3 first last',
    'm4 first last',
    'day',
    'm5 first last',
  ]);
});

test('breaks the group where the unread messages begin', () => {
  const items = threadItems([message(1, 'chloe', at(18, 0)), message(2, 'chloe', at(18, 1))], [], 'alice', 2);
  expect(shape(items)).toEqual(['day', 'm1 first last', 'unread', 'm2 first last']);
});

test('puts what happened between the messages, and lets it break a group', () => {
  const items = threadItems([message(1, 'chloe', at(18, 0)), message(3, 'chloe', at(18, 1))], [], 'alice', null, [
    { seq: 2, at: at(18, 0), kind: 'archived' },
    { seq: 4, at: at(19, 0), kind: 'reopened' },
  ]);
  expect(shape(items)).toEqual(['day', 'm1 first last', 'happening', 'm3 first last', 'day', 'happening']);
});

test('keeps the key of a message when it is acknowledged, and shows it once', () => {
  const outgoing: Outgoing = {
    clientKey: 'k1',
    claimId: 'x',
    conversationId: 'c',
    body: 'text',
    createdAt: at(18, 1),
    state: 'acknowledged',
  };
  expect(shape(threadItems([], [outgoing], 'alice', null))).toEqual(['day', 'k1 first last']);
  const sent = message(1, 'alice', at(18, 1), { clientKey: 'k1' });
  expect(shape(threadItems([sent], [outgoing], 'alice', null))).toEqual(['day', 'k1 first last']);
});

test('never calls a system message one’s own', () => {
  const [, item] = threadItems([message(1, 'alice', at(18, 1), { kind: 'SYSTEM' })], [], 'alice', null);
  expect(item).toMatchObject({ own: false });
});

test('finds where the unread messages of others begin', () => {
  const messages = [message(1, 'chloe', at(18, 0)), message(3, 'alice', at(18, 1)), message(4, 'chloe', at(18, 2))];
  expect(firstUnread(messages, 'alice', 1)).toBe(4);
  expect(firstUnread(messages, 'alice', 4)).toBeNull();
  expect(firstUnread(messages, 'alice', 0)).toBeNull();
});

test('counts as read what the other side has read, not a colleague', () => {
  const positions = new Map([
    ['alice', 3],
    ['chloe', 9],
    ['karim', 5],
  ]);
  expect(readByOtherSide(positions, 'chloe', true, 'alice')).toBe(3);
  expect(readByOtherSide(positions, 'alice', false, 'alice')).toBe(9);
});

test('sends no control characters and no blank edges', () => {
  expect(sendable(' \u0007a\u0000b\r\n\tc \n')).toBe('ab\n\tc');
  expect(sendable(' \n ')).toBe('');
  expect(sendable('e\u0301')).toBe('é');
});
