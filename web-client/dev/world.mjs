// The state of the stand-in backend: people, claims, one log per claim. In memory, gone when it stops.
import { randomUUID } from 'node:crypto';

export const people = [
  person('alice', 'Alice Durand', 'CUSTOMER', 'en'),
  person('bruno', 'Bruno Keller', 'CUSTOMER', 'fr'),
  person('chloe', 'Chloé Martin', 'AGENT', 'en'),
  person('karim', 'Karim Haddad', 'AGENT', 'fr'),
  person('diane', 'Diane Roux', 'ADMIN', 'en'),
];

export const claims = new Map();
export const logs = new Map();
export const notifications = new Map(people.map(({ id }) => [id, []]));
export const positions = new Map();
export const epoch = randomUUID();

let reference = 40;

function person(username, name, role, locale) {
  return { id: randomUUID(), username, name, role, locale, email: `${username}@acme.example`, tenant: 'acme' };
}

export const named = (username) => people.find((one) => one.username === username);
export const withId = (id) => people.find((one) => one.id === id);
export const isStaff = ({ role }) => role !== 'CUSTOMER';

export function createClaim(customer, { title, category, description }, at = Date.now()) {
  const claim = {
    id: randomUUID(),
    reference: `CLM-2026-${String(++reference).padStart(6, '0')}`,
    tenant: 'acme',
    customerId: customer.id,
    customerName: customer.name,
    title,
    category,
    description: description ?? null,
    status: 'DRAFT',
    priority: 'NORMAL',
    tags: [],
    assigneeId: null,
    amount: null,
    attributes: {},
    conversationId: null,
    createdAt: new Date(at).toISOString(),
    submittedAt: null,
    updatedAt: new Date(at).toISOString(),
    version: 1,
  };
  claims.set(claim.id, claim);
  return claim;
}

export function submit(claim, at = Date.now()) {
  claim.status = 'SUBMITTED';
  claim.conversationId = randomUUID();
  claim.submittedAt = claim.updatedAt = new Date(at).toISOString();
  claim.version++;
  logs.set(claim.conversationId, []);
  positions.set(claim.conversationId, new Map());
  const welcome = `Your claim ${claim.reference} has been submitted. The team answers here.`;
  append(claim, { id: null, name: null, role: null }, welcome, { at, kind: 'SYSTEM' });
}

export function append(claim, sender, body, { at = Date.now(), kind = 'TEXT', clientKey = randomUUID() } = {}) {
  const log = logs.get(claim.conversationId);
  const known = log.find((entry) => entry.data.clientKey === clientKey && entry.data.senderId === sender.id);
  if (known) return { message: known.data, fresh: false };
  const seq = log.length + 1;
  const createdAt = new Date(at).toISOString();
  const message = {
    id: randomUUID(),
    conversationId: claim.conversationId,
    claimId: claim.id,
    seq,
    kind,
    senderId: sender.id,
    senderName: sender.name,
    senderRole: sender.role,
    isAdminMessage: sender.role !== null && sender.role !== 'CUSTOMER',
    body,
    attachments: [],
    reactions: [],
    clientKey,
    createdAt,
    editedAt: null,
    withdrawnAt: null,
    isRead: false,
    readAt: null,
    readBy: [],
  };
  log.push({
    conversationId: claim.conversationId,
    seq,
    type: 'new_message',
    at: createdAt,
    actorId: sender.id,
    data: message,
  });
  if (sender.id) positions.get(claim.conversationId).set(sender.id, seq);
  claim.updatedAt = createdAt;
  return { message, fresh: true };
}

/** An entry that is no message: `data` as the socket frame of the type has it. */
export function enter(claim, type, actor, data, at = Date.now()) {
  const log = logs.get(claim.conversationId);
  const seq = log.length + 1;
  const entry = {
    conversationId: claim.conversationId,
    seq,
    type,
    at: new Date(at).toISOString(),
    actorId: actor?.id ?? null,
    data: { conversationId: claim.conversationId, seq, ...data },
  };
  log.push(entry);
  return entry;
}

/** The messages of a log as they are now: with what was told of them since. */
export function messagesOf(conversationId) {
  const found = new Map();
  for (const { type, data } of logs.get(conversationId)) {
    const held = found.get(data.messageId);
    if (type === 'new_message') found.set(data.id, { ...data });
    else if (!held) continue;
    else if (type === 'message_edited') Object.assign(held, { body: data.body, editedAt: data.editedAt });
    else if (type === 'message_withdrawn') Object.assign(held, { body: '', withdrawnAt: data.withdrawnAt });
    else if (type === 'message_reaction') held.reactions = reacted(held.reactions, data);
  }
  return [...found.values()];
}

function reacted(held, { emoji, userId, action }) {
  const others = (held.find((one) => one.emoji === emoji)?.userIds ?? []).filter((id) => id !== userId);
  const userIds = action === 'ADDED' ? [...others, userId] : others;
  return [...held.filter((one) => one.emoji !== emoji), ...(userIds.length ? [{ emoji, userIds }] : [])];
}

export function unreadOf(person, claim) {
  if (!claim.conversationId) return 0;
  const from = positions.get(claim.conversationId).get(person.id) ?? 0;
  const messages = messagesOf(claim.conversationId);
  return messages.filter(({ seq, senderId }) => seq > from && senderId !== person.id).length;
}

export const mayTalkIn = (person, claim) => claim.customerId === person.id || isStaff(person);
export const visible = (person) =>
  [...claims.values()].filter((claim) => claim.customerId === person.id || isStaff(person));
export const claimOf = (conversationId) => [...claims.values()].find((one) => one.conversationId === conversationId);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function seed(now = Date.now()) {
  const [alice, bruno, chloe, karim] = ['alice', 'bruno', 'chloe', 'karim'].map(named);
  const claim = (customer, ago, draft, extra = {}) => {
    const made = createClaim(customer, draft, now - ago);
    submit(made, now - ago);
    return Object.assign(made, extra);
  };
  const say = (to, who, ago, body) => append(to, who, body, { at: now - ago });

  const storm = claim(
    bruno,
    200 * HOUR,
    { title: 'Roof tiles torn off by the storm', category: 'DAMAGE' },
    { status: 'CLOSED', assigneeId: karim.id },
  );
  say(storm, karim, 190 * HOUR, 'Bonjour Bruno, votre dossier est accepté.');
  const luggage = claim(
    alice,
    90 * HOUR,
    { title: 'Luggage lost between Lyon and Lisbon', category: 'COMPENSATION' },
    { status: 'APPROVED', assigneeId: chloe.id, amount: { value: 640, currency: 'EUR' } },
  );
  say(luggage, chloe, 70 * HOUR, 'Good news: the airline has confirmed. We transfer 640 € this week.');
  const bike = claim(
    bruno,
    30 * HOUR,
    { title: 'Vélo volé devant la gare', category: 'INSURANCE' },
    { status: 'WAITING_CUSTOMER', assigneeId: chloe.id, priority: 'HIGH' },
  );
  say(bike, chloe, 29 * HOUR, 'Pouvez-vous joindre le dépôt de plainte ?');
  const phone = claim(bruno, 5 * HOUR, { title: 'Question about my contract', category: 'GENERAL' });
  say(phone, bruno, 4 * HOUR, 'Does my contract cover a rented car abroad?');

  const leak = claim(
    alice,
    27 * HOUR,
    {
      title: 'Water damage in the kitchen',
      category: 'DAMAGE',
      description:
        'The pipe under the sink burst on Monday evening. The floor and two cupboards are soaked; the water has been off since.',
    },
    { status: 'IN_REVIEW', assigneeId: chloe.id, priority: 'URGENT', tags: ['water', 'kitchen'] },
  );
  say(leak, alice, 26.5 * HOUR, 'Hello, the pipe under my kitchen sink burst last night.');
  say(leak, alice, 26.48 * HOUR, 'I have turned the water off, but the floor is already lifting.');
  say(
    leak,
    chloe,
    26 * HOUR,
    'Good morning Alice, I am Chloé and I look after your claim. Thank you for turning the water off straight away.',
  );
  say(
    leak,
    chloe,
    25.98 * HOUR,
    'Could you tell me roughly:\n– when you noticed the leak\n– which rooms are touched\n– whether a plumber has been?',
  );
  say(
    leak,
    alice,
    25 * HOUR,
    'Around 9 pm on Monday. Only the kitchen, I think. The plumber came this morning and replaced the pipe.',
  );
  const { message: typo } = say(leak, alice, 24.9 * HOUR, 'The invoice is 180 Euro, I will keep it');
  const { message: wrong } = say(leak, chloe, 24.8 * HOUR, 'Dear Bruno, your roof is done.');
  const of = ({ id, seq }) => ({ messageId: id, messageSeq: seq });
  const iso = (ago) => new Date(now - ago).toISOString();
  enter(
    leak,
    'message_edited',
    alice,
    { ...of(typo), body: 'The invoice is 180 €, I will keep it.', editorId: alice.id, editedAt: iso(24.7 * HOUR) },
    now - 24.7 * HOUR,
  );
  enter(
    leak,
    'message_withdrawn',
    chloe,
    { ...of(wrong), withdrawnBy: chloe.id, reason: null, withdrawnAt: iso(24.7 * HOUR), erased: false },
    now - 24.7 * HOUR,
  );
  for (const who of [chloe, karim]) {
    const data = { ...of(typo), userId: who.id, emoji: '👍', action: 'ADDED', at: iso(24.6 * HOUR) };
    enter(leak, 'message_reaction', who, data, now - 24.6 * HOUR);
  }
  enter(
    leak,
    'claim_updated',
    chloe,
    {
      claimId: leak.id,
      status: 'IN_REVIEW',
      previousStatus: 'SUBMITTED',
      reason: 'All papers are here',
      actorId: chloe.id,
      at: iso(24 * HOUR),
    },
    now - 24 * HOUR,
  );
  say(
    leak,
    chloe,
    3 * HOUR,
    'Perfect, please keep the invoice. An expert can come on Thursday between 10 and 12. Does that suit you?',
  );
  say(leak, alice, 42 * MINUTE, 'Thursday is fine, I will be at home.');
  const soFar = logs.get(leak.conversationId).length;
  positions.get(leak.conversationId).set(chloe.id, soFar).set(alice.id, soFar);
  say(leak, chloe, 6 * MINUTE, 'Noted! You will get a confirmation by e-mail.');
  enter(
    leak,
    'participant_changed',
    karim,
    { change: 'JOINED', userId: karim.id, name: karim.name, role: karim.role, by: null, at: iso(4.1 * MINUTE) },
    now - 4.1 * MINUTE,
  );
  say(
    leak,
    karim,
    4 * MINUTE,
    'Hello Alice, I am the expert who comes on Thursday. Is there a place to park in front of the house?',
  );

  createClaim(
    alice,
    { title: 'Broken window in the stairwell', category: 'INSURANCE', description: 'A stone, apparently.' },
    now - 2 * HOUR,
  );
  notify(alice, leak, 'Karim Haddad wrote to you', 'Is there a place to park in front of the house?', now - 4 * MINUTE);
  notify(alice, luggage, 'Your claim was approved', 'Luggage lost between Lyon and Lisbon', now - 69 * HOUR, true);
  notify(chloe, phone, 'New claim', 'Question about my contract', now - 5 * HOUR);
  for (const list of notifications.values()) list.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

export function notify(person, claim, title, body, at = Date.now(), read = false) {
  const one = {
    id: randomUUID(),
    type: 'MESSAGE',
    title,
    body,
    link: `/claims/${claim.id}`,
    createdAt: new Date(at).toISOString(),
    readAt: read ? new Date(at).toISOString() : null,
  };
  notifications.get(person.id).unshift(one);
  return one;
}
