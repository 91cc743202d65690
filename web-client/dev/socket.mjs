// `/ws` of the stand-in backend.
import { WebSocketServer } from 'ws';
import * as world from './world.mjs';

const sessions = new Set();

export function attachSocket(server, personOf) {
  const wss = new WebSocketServer({ server, path: '/ws' });
  wss.on('connection', (socket) => {
    const session = { socket, me: null, joined: new Set(), watched: [] };
    sessions.add(session);
    socket.on('close', () => {
      sessions.delete(session);
      if (session.me) presence(session.me.id);
    });
    socket.on('message', (raw) => {
      const frame = JSON.parse(String(raw));
      const ack = (data = {}) => frame.id && push(session, 'ack', data, frame.id);
      const refuse = (slug, status) =>
        frame.id && push(session, 'error', { type: `/problems/${slug}`, title: slug, status, detail: slug }, frame.id);
      if (frame.type === 'authenticate') {
        const person = personOf(frame.data.token);
        if (!person) return socket.close(4401);
        const first = !session.me;
        session.me = person;
        ack();
        if (first) push(session, 'connected', { sessionId: 's', userId: person.id, heartbeatSeconds: 10, unread: {} });
        return presence(person.id);
      }
      if (!session.me) return socket.close(4401);
      return handle(session, frame, ack, refuse);
    });
  });
  const beat = setInterval(() => {
    for (const session of sessions) {
      const heads = Object.fromEntries([...session.joined].map((id) => [id, world.logs.get(id).length]));
      push(session, 'heartbeat', { heads });
    }
  }, 10_000);
  beat.unref();
}

function handle(session, { type, data }, ack, refuse) {
  const { me } = session;
  const claim = data.claimId ? world.claims.get(data.claimId) : world.claimOf(data.conversationId);
  const page = (conversationId, cursor) => {
    const log = world.logs.get(conversationId);
    const known = cursor?.epoch === world.epoch;
    const entries = known ? log.filter(({ seq }) => seq > cursor.seq) : log.slice(-50);
    return {
      conversationId,
      epoch: world.epoch,
      headSeq: log.length,
      entries,
      more: false,
      resync: !!cursor?.epoch && !known,
    };
  };
  switch (type) {
    case 'join_claim': {
      if (!claim?.conversationId || !world.mayTalkIn(me, claim)) return refuse('not-found', 404);
      session.joined.add(claim.conversationId);
      return ack({
        ...page(claim.conversationId, { epoch: data.epoch, seq: data.afterSeq }),
        participants: world.people
          .filter((one) => world.mayTalkIn(one, claim))
          .map(({ id, name, role }) => ({ userId: id, name, role })),
        readPositions: [...world.positions.get(claim.conversationId)].map(([userId, upToSeq]) => ({ userId, upToSeq })),
      });
    }
    case 'leave_claim':
      session.joined.delete(claim?.conversationId);
      return ack();
    case 'sync':
      return ack({
        conversations: Object.entries(data.cursors)
          .filter(([id]) => world.logs.has(id))
          .map(([id, cursor]) => page(id, cursor)),
      });
    case 'send_message': {
      if (claim.status === 'CLOSED') return refuse('claim-closed', 409);
      if (data.body === 'refuse me') return refuse('message-refused', 400);
      if (data.body === 'never answer') return undefined;
      const { message, fresh } = world.append(claim, me, data.body, { clientKey: data.clientKey });
      if (fresh) publish(claim, message);
      return ack(message);
    }
    case 'message_read': {
      const found = [...world.logs.values()].flat().find((entry) => entry.data.id === data.messageId);
      if (!found) return refuse('not-found', 404);
      const held = world.positions.get(found.conversationId);
      if ((held.get(me.id) ?? 0) >= found.seq) return ack();
      held.set(me.id, found.seq);
      const receipt = {
        conversationId: found.conversationId,
        userId: me.id,
        upToSeq: found.seq,
        messageId: data.messageId,
        readAt: new Date().toISOString(),
      };
      to((one) => one.joined.has(found.conversationId), 'message_read_receipt', receipt);
      counted(me, found.conversationId);
      return ack();
    }
    case 'typing_start':
    case 'typing_stop':
      return to((one) => one.joined.has(claim.conversationId) && one.me.id !== me.id, 'typing_update', {
        conversationId: claim.conversationId,
        claimId: claim.id,
        userIds: type === 'typing_start' ? [me.id] : [],
      });
    case 'watch_presence':
      session.watched = data.userIds;
      return ack({ items: data.userIds.map(statusOf) });
    case 'ping':
      return push(session, 'pong', {});
    default:
      return ack();
  }
}

export function publish(claim, message) {
  const hears = (person) => world.mayTalkIn(person, claim);
  to((one) => hears(one.me), 'new_message', message);
  for (const person of world.people)
    if (person.id !== message.senderId && hears(person)) counted(person, claim.conversationId);
  to((one) => world.isStaff(one.me), 'inbox_update', { claimId: claim.id });
}

export function notifyPeople(people, claim, title, body) {
  for (const person of people) {
    const one = world.notify(person, claim, title, body);
    to((session) => session.me.id === person.id, 'notification', one);
  }
  to((one) => world.isStaff(one.me), 'inbox_update', { claimId: claim.id });
}

function counted(person, conversationId) {
  const unread = world.unreadOf(person, world.claimOf(conversationId));
  const total = world.visible(person).reduce((sum, claim) => sum + world.unreadOf(person, claim), 0);
  to((one) => one.me.id === person.id, 'unread_update', { conversationId, unread, total });
}

function statusOf(userId) {
  const online = [...sessions].some((one) => one.me?.id === userId);
  return { userId, status: online ? 'ONLINE' : 'OFFLINE', lastSeenAt: null };
}

const presence = (userId) => to((one) => one.watched.includes(userId), 'presence_update', statusOf(userId));

function to(chosen, type, data) {
  for (const session of sessions) if (session.me && chosen(session)) push(session, type, data);
}

function push({ socket }, type, data, id) {
  if (socket.readyState === 1) socket.send(JSON.stringify({ type, ...(id === undefined ? {} : { id }), data }));
}
