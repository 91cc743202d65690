// What a client of Parley does: people, claims, sockets, sends, coming back. Through the gateway only.
// It is one of the targets; what a target must have is in README.md.

import { randomUUID } from 'node:crypto';
import { HttpClient } from './http.mjs';
import { parleyProcesses } from './processes.mjs';
import { Answers, inParallel, patiently } from './waiting.mjs';
import { WebSocketClient } from './websocket.mjs';

const PREPARING = 8;
const PAGE = 100;
// A new token costs a signature; the gateway gives an answer 15 s to begin.
const PEOPLE_AT_ONCE = 2000;
const PEOPLE_MS = 60_000;
const MANAGEMENT_OFFSET = 1000;

export class Parley {
  name = 'Parley';
  acknowledges = true;
  /** The process that holds the sockets. */
  holder = 'gateway';

  /** @param address of the gateway that all but the storm goes through
   *  @param root the checkout whose `./parley status` names the processes; without it none are charged */
  constructor(address, root) {
    this.root = root;
    this.address = address;
    this.#reach([address]);
  }

  get processes() {
    return this.root ? parleyProcesses(this.root).pids : {};
  }

  /** Before each scenario. */
  async begin() {
    this.#reach([this.address]);
  }

  /** Uses every gateway that runs; their names, in the order of `at`. */
  spread() {
    this.gateways = this.running();
    if (this.gateways.length > 1) this.#reach(this.gateways.map(({ port }) => `http://127.0.0.1:${port}`));
    return this.gateways.map(({ name }) => name);
  }

  /** The gateways: [{name, pid, port}]. */
  running() {
    const { rows } = parleyProcesses(this.root);
    return rows.filter(({ name, pid, port }) => pid && port && /^gateway-service(-\d+)?$/.test(name));
  }

  /** `kill -9` of the last of the gateways, which the supervisor starts again; says which it was. */
  crash() {
    const last = this.gateways.length - 1;
    process.kill(this.gateways[last].pid, 'SIGKILL');
    return last;
  }

  /** The gateway about itself: bytes of heap in use, garbage included, and how many it has closed for reading too slowly. */
  async insight() {
    this.management ??= new HttpClient(`http://127.0.0.1:${this.running()[0].port + MANAGEMENT_OFFSET}`);
    const { status, text } = await this.management.call('GET', '/metrics', {}, '');
    if (status !== 200) throw new Error(`GET /metrics answered ${status}`);
    const sum = (metric) => [...text().matchAll(metric)].reduce((total, [, value]) => total + Number(value), 0);
    return {
      heap: sum(/^jvm_memory_used_bytes\{area="heap"[^}]*\} (\S+)$/gm),
      closed: sum(/^parley_gateway_closes_total\{code="4409"[^}]*\} (\S+)$/gm),
    };
  }

  /** People of one role, the same each time, without send limits. */
  async people(role, count) {
    let answer;
    for (let known = 0; known < count;) {
      known = Math.min(count, known + PEOPLE_AT_ONCE);
      answer = await this.call('POST', '/dev/bench-users', null, { role, count: known }, PEOPLE_MS);
      if (answer.status !== 200) {
        throw new Error(`POST /dev/bench-users answered ${answer.status}: this needs a local stack (./parley up)`);
      }
    }
    return answer.json().map(({ userId, accessToken }) => ({ userId, authorization: `Bearer ${accessToken}` }));
  }

  /** One of the demo people. */
  async signIn(username) {
    const answer = await this.call('POST', '/dev/token', null, { username, password: 'parley' });
    if (answer.status !== 200) throw new Error(`POST /dev/token answered ${answer.status}: this needs a local stack (./parley up)`);
    return { authorization: `Bearer ${answer.json().accessToken}` };
  }

  /** Reads to the last byte; resolves with the status. */
  async get(path, person) {
    return (await this.call('GET', path, person)).status;
  }

  /** Ids of submitted claims, one for each customer in turn. */
  async claims(customers, count, progress = () => {}) {
    const ids = new Array(count);
    let made = 0;
    await inParallel(count, PREPARING, async (i) => {
      const customer = customers[i % customers.length];
      const draft = { title: `Benchmark ${i}`, category: 'COMPENSATION' };
      const { id } = await this.#create('/api/v1/claims', customer, draft, 201);
      await this.#create(`/api/v1/claims/${id}/submit`, customer, {}, 200);
      ids[i] = id;
      progress(++made, count);
    });
    return ids;
  }

  /** Sends by REST through the gateway the person's socket is at; resolves when it is acknowledged. */
  async send(socket, claimId, text) {
    const { status } = await this.call('POST', '/api/v1/messages', socket.person, { claimId, body: text }, undefined, socket.at);
    if (status !== 201) throw new Error(`status ${status}`);
  }

  /** How many of a run's messages are in the logs of its claims: [{claimId, customer}]. */
  async stored(pairs) {
    let count = 0;
    await inParallel(pairs.length, PREPARING, async (i) => {
      const { conversationId, person } = pairs[i].customer;
      await this.#entries(conversationId, 0, person, (entry) => {
        if (entry.type === 'new_message' && entry.data.body?.startsWith('#~')) count++;
      });
    });
    return count;
  }

  connectAnew() {
    this.clients.forEach((client) => client.connectAnew());
  }

  /**
   * A socket on which `connected` has arrived.
   * @param {{onMessage: (frame: string) => void, onClose?: (code: number) => void, number?: number, at?: number}} options
   *   onMessage gets the raw frame of every new_message; `number` counts the sockets of this process
   */
  async connect(person, { onMessage, onClose = () => {}, number = 0, at = 0 }) {
    const answers = new Answers();
    const welcome = answers.expect('connected', 'connected');
    const gateway = at % this.clients.length;
    const client = await WebSocketClient.open(new URL('/ws', this.clients[gateway].origin), {
      protocol: 'parley.v1',
      headers: { Authorization: person.authorization },
      number,
      onClose(code) {
        answers.end(new Error(`closed (${code})`));
        onClose(code);
      },
      onText(text) {
        if (text.startsWith('{"type":"new_message"')) {
          onMessage(text);
          return;
        }
        const frame = JSON.parse(text);
        if (frame.type === 'new_message') onMessage(text);
        else if (frame.type === 'connected') answers.give('connected');
        else if (frame.type === 'heartbeat') answers.prolong('connected');
        else if (frame.type === 'ack') answers.give(frame.id, frame.data);
        else if (frame.type === 'error') answers.refuse(frame.id, new Error(`refused: ${JSON.stringify(frame.data)}`));
      },
    });
    const socket = new ParleySocket(this, client, answers, person, gateway);
    try {
      await welcome;
    } catch (error) {
      socket.close();
      throw error;
    }
    return socket;
  }

  call(method, path, person, body, answerMs, at = 0, key = randomUUID()) {
    const headers = person ? { authorization: person.authorization } : {};
    if (method === 'POST') headers['idempotency-key'] = key;
    return this.clients[at].call(method, path, headers, body === undefined ? '' : JSON.stringify(body), answerMs);
  }

  /** Every entry after `seq`, page by page; resolves with the last one's seq. */
  async entriesAfter(socket, conversationId, seq, onEntry) {
    return this.#entries(conversationId, seq, socket.person, onEntry, socket.at);
  }

  close() {
    this.clients.forEach((client) => client.close());
    this.management?.close();
  }

  /** Socket and sends of one client go through one of the gateways. */
  #reach(addresses) {
    this.clients?.forEach((client) => client.close());
    this.clients = addresses.map((address) => new HttpClient(address));
  }

  async #entries(conversationId, seq, person, onEntry, at = 0) {
    for (let after = seq; ;) {
      const path = `/api/v1/conversations/${conversationId}/entries?afterSeq=${after}&limit=${PAGE}`;
      const answer = await this.call('GET', path, person, undefined, undefined, at);
      if (answer.status !== 200) throw new Error(`GET /api/v1/conversations/…/entries answered ${answer.status}`);
      const { items } = answer.json();
      items.forEach(onEntry);
      if (items.length < PAGE) return items.at(-1)?.seq ?? after;
      after = items.at(-1).seq;
    }
  }

  async #create(path, person, body, wanted) {
    const key = randomUUID();
    return patiently(async () => {
      const answer = await this.call('POST', path, person, body, undefined, 0, key);
      if (answer.status === wanted) return answer.json();
      throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.json())}`);
    });
  }
}

class ParleySocket {
  #lastId = 0;

  constructor(parley, client, answers, person, at) {
    Object.assign(this, { parley, client, answers, person, at });
  }

  async join(claimId) {
    const { conversationId, epoch, headSeq } = await this.ask('join_claim', { claimId });
    this.conversationId = conversationId;
    return { conversationId, epoch, seq: headSeq };
  }

  /** Sends the cursor and hands on every entry missed since, first to last; resolves with the new cursor. */
  async resume({ conversationId, epoch, seq }, onEntry) {
    const { conversations } = await this.ask('sync', { cursors: { [conversationId]: { epoch, seq } } });
    const held = conversations.find((each) => each.conversationId === conversationId);
    if (!held) throw new Error('sync knows the conversation no longer');
    this.conversationId = conversationId;
    held.entries.forEach(onEntry);
    let last = held.entries.at(-1)?.seq ?? seq;
    if (held.more) last = await this.parley.entriesAfter(this, conversationId, last, onEntry);
    return { conversationId, epoch: held.epoch, seq: Math.max(seq, last) };
  }

  ask(type, data) {
    const id = `b${++this.#lastId}`;
    const answer = this.answers.expect(id, type);
    this.client.send(JSON.stringify({ type, id, data }));
    return answer;
  }

  close() {
    this.answers.end(new Error('closed'));
    this.client.close();
  }
}
