// As much of Parley's contract as the generator uses, in memory. Faults can be planted.

import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';

const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const IN_AN_ANSWER = 3;
const TOO_SLOW = 4409;

export class FakeGateway {
  /**
   * `loses`, `doubles`, `forgets`: of every N deliveries, deliveries, sends one. `tiresOf`: {user, after}, closed for not
   * reading at that delivery.
   */
  constructor({ loses = 0, doubles = 0, forgets = 0, swaps = 0, tiresOf = null } = {}, beside = null) {
    Object.assign(this, { loses, doubles, forgets, swaps, tiresOf });
    // Two gateways of one stack hold sockets of their own, and everything else in common.
    this.claims = beside?.claims ?? new Map();
    this.conversations = beside?.conversations ?? new Map();
    this.sessions = beside?.sessions ?? new Set();
    this.sends = 0;
    this.deliveries = 0;
    this.pagesRead = 0;
    this.tired = 0;
    this.port = 0;
  }

  async start() {
    this.server = http.createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        const [status, content] = this.#answer(request, parts.length ? JSON.parse(Buffer.concat(parts)) : {});
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(content));
      });
    });
    this.server.on('upgrade', (request, socket) => this.#upgrade(request, socket));
    await new Promise((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    return this;
  }

  async stop() {
    for (const { gateway, socket } of this.sessions) if (gateway === this) socket.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Gone at once, back after the time, with everything it had stored. */
  crash(milliseconds) {
    this.stop().then(() => setTimeout(() => this.start(), milliseconds));
  }

  #answer({ method, url, headers }, body) {
    const [path, query] = url.split('?');
    if (path === '/dev/bench-users') {
      const user = (i) => `${body.role.toLowerCase()}-${i}`;
      return [200, Array.from({ length: body.count }, (_, i) => ({ username: user(i), userId: user(i), accessToken: user(i) }))];
    }
    const user = headers.authorization?.replace('Bearer ', '');
    if (!user || (method === 'POST' && !headers['idempotency-key'])) return [400, { type: '/problems/invalid' }];
    if (path === '/api/v1/claims') {
      const id = randomUUID();
      this.claims.set(id, null);
      return [201, { id }];
    }
    const submitted = /^\/api\/v1\/claims\/([^/]+)\/submit$/.exec(path)?.[1];
    if (submitted) {
      this.claims.set(submitted, randomUUID());
      this.conversations.set(this.claims.get(submitted), []);
      return [200, {}];
    }
    if (path === '/api/v1/messages') return this.#send(user, body);
    const conversation = /^\/api\/v1\/conversations\/([^/]+)\/entries$/.exec(path)?.[1];
    if (conversation) this.pagesRead++;
    if (conversation) return [200, { items: this.#after(conversation, Number(new URLSearchParams(query).get('afterSeq'))).slice(0, 100) }];
    return [404, { type: '/problems/not-found' }];
  }

  #send(senderId, { claimId, body }) {
    const conversationId = this.claims.get(claimId);
    const entries = this.conversations.get(conversationId);
    const message = { id: randomUUID(), conversationId, claimId, seq: entries.length + 1, senderId, body };
    if (!this.forgets || ++this.sends % this.forgets !== 0) {
      entries.push({ conversationId, seq: message.seq, type: 'new_message', data: message });
    }
    for (const session of this.sessions) {
      if (!session.joined.has(conversationId)) continue;
      this.deliveries++;
      if (this.tiresOf?.user === session.user && --this.tiresOf.after === 0) {
        session.socket.end(Buffer.from([0x88, 2, TOO_SLOW >> 8, TOO_SLOW & 255]));
        this.sessions.delete(session);
        this.tired++;
        continue;
      }
      if (this.loses && this.deliveries % this.loses === 0) continue;
      this.#deliver(session, message);
      if (this.doubles && this.deliveries % this.doubles === 0) this.#deliver(session, { ...message, seq: message.seq + 1_000_000 });
    }
    return [201, message];
  }

  /** With `swaps`, a delivery now and then waits for the next one of its session and comes after it. */
  #deliver(session, data) {
    if (this.swaps && !session.held && this.deliveries % this.swaps === 0) {
      session.held = data;
      return;
    }
    session.write({ type: 'new_message', data });
    if (session.held) session.write({ type: 'new_message', data: session.held });
    session.held = null;
  }

  #after(conversationId, seq) {
    return this.conversations.get(conversationId).filter((entry) => entry.seq > seq);
  }

  #upgrade({ headers }, socket) {
    const user = headers.authorization?.replace('Bearer ', '');
    if (!user || headers['sec-websocket-protocol'] !== 'parley.v1') {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    const accept = createHash('sha1').update(headers['sec-websocket-key'] + ACCEPT_SUFFIX).digest('base64');
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
      + `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: parley.v1\r\n\r\n`);
    const session = { gateway: this, user, socket, joined: new Set(), held: null, write: (frame) => socket.write(textFrame(JSON.stringify(frame))) };
    this.sessions.add(session);
    socket.on('error', () => {});
    socket.on('close', () => this.sessions.delete(session));
    let unread = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      unread = Buffer.concat([unread, bytes]);
      for (let frame = readFrame(unread); frame; frame = readFrame(unread)) {
        unread = unread.subarray(frame.length);
        if (frame.kind === 1) this.#frame(session, JSON.parse(frame.text));
        else if (frame.kind === 8) socket.end();
      }
    });
    session.write({ type: 'connected', data: { sessionId: randomUUID(), userId: user } });
  }

  #frame(session, { type, id, data }) {
    if (type === 'join_claim') {
      const conversationId = this.claims.get(data.claimId);
      session.joined.add(conversationId);
      session.write({ type: 'ack', id, data: { conversationId, epoch: 1, headSeq: this.conversations.get(conversationId).length } });
    } else if (type === 'sync') {
      const conversations = Object.entries(data.cursors).map(([conversationId, { seq }]) => {
        session.joined.add(conversationId);
        const missed = this.#after(conversationId, seq);
        return { conversationId, epoch: 1, entries: missed.slice(0, IN_AN_ANSWER), more: missed.length > IN_AN_ANSWER };
      });
      session.write({ type: 'ack', id, data: { conversations } });
    } else {
      session.write({ type: 'error', id, data: { type: '/problems/unknown-frame-type' } });
    }
  }
}

function textFrame(text) {
  const payload = Buffer.from(text);
  const small = payload.length < 126;
  const head = small ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, 0, 0]);
  if (!small) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

/** One frame of the generator's client, which masks with zeros; null when it has not come in full. */
function readFrame(bytes) {
  if (bytes.length < 2) return null;
  const small = (bytes[1] & 127) < 126;
  if (!small && bytes.length < 4) return null;
  const size = small ? bytes[1] & 127 : bytes.readUInt16BE(2);
  const head = small ? 6 : 8;
  if (bytes.length < head + size) return null;
  return { kind: bytes[0] & 15, length: head + size, text: bytes.toString('utf8', head, head + size) };
}
