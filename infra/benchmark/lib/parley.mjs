// What a client of Parley does: people, claims, sockets, sends. Through the gateway only.

import http from 'node:http';
import { randomUUID } from 'node:crypto';
import { WebSocketClient } from './websocket.mjs';

const CONNECTIONS = 128;
const PREPARING = 8;
const ANSWER_MS = 20_000;

export class Parley {
  constructor(address) {
    this.address = new URL(address);
    this.connectAnew();
    this.socketAddress = new URL('/ws', this.address);
  }

  /** People of one role, the same each time, without send limits. */
  async people(role, count) {
    const answer = await this.call('POST', '/dev/bench-users', null, { role, count });
    if (answer.status !== 200) {
      throw new Error(`POST /dev/bench-users answered ${answer.status}: this needs a local stack (./parley up)`);
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
    const answer = await this.call('GET', path, person);
    return answer.status;
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

  /** Sends by REST; resolves with the status. */
  async send(person, claimId, text) {
    const answer = await this.call('POST', '/api/v1/messages', person, { claimId, body: text });
    return answer.status;
  }

  /** After a pause in which nobody read them, kept connections may be closed without this process knowing. */
  connectAnew() {
    this.agent?.destroy();
    this.agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'lifo' });
  }

  /** A socket on which `connected` has arrived. onMessage gets the raw frame of every new_message. */
  async connect(person, onMessage, onClose) {
    const waiting = new Map();
    let lastId = 0;
    let welcome;
    const connected = new Promise((resolve) => { welcome = resolve; });
    const socket = await WebSocketClient.open(this.socketAddress, {
      protocol: 'parley.v1',
      headers: { Authorization: person.authorization },
      onClose,
      onText(text) {
        if (text.startsWith('{"type":"new_message"')) {
          onMessage(text);
          return;
        }
        const frame = JSON.parse(text);
        if (frame.type === 'new_message') onMessage(text);
        else if (frame.type === 'connected') welcome();
        else if (waiting.has(frame.id)) {
          waiting.get(frame.id)(frame);
          waiting.delete(frame.id);
        }
      },
    });
    await within(ANSWER_MS, 'connected', connected);
    return {
      person,
      close: () => socket.close(),
      async ask(type, data) {
        const id = `b${++lastId}`;
        const answer = new Promise((resolve) => waiting.set(id, resolve));
        socket.send(JSON.stringify({ type, id, data }));
        const frame = await within(ANSWER_MS, type, answer);
        if (frame.type !== 'ack') throw new Error(`${type} was refused: ${JSON.stringify(frame.data)}`);
        return frame.data;
      },
    };
  }

  call(method, path, person, body) {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {};
    if (person) headers.authorization = person.authorization;
    if (method === 'POST') headers['idempotency-key'] = randomUUID();
    return new Promise((resolve, reject) => {
      const options = { agent: this.agent, host: this.address.hostname, port: this.address.port, method, path, headers };
      const request = http.request(options, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          resolve({ status: answer.statusCode, json: () => JSON.parse(Buffer.concat(parts).toString('utf8')) });
        });
      });
      request.setTimeout(ANSWER_MS, () => request.destroy(new Error(`${path}: no answer in time`)));
      request.on('error', reject);
      request.end(text);
    });
  }

  close() {
    this.agent.destroy();
  }

  async #create(path, person, body, wanted) {
    const answer = await this.call('POST', path, person, body);
    if (answer.status !== wanted) {
      throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.json())}`);
    }
    return answer.json();
  }
}

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs work(0) … work(count - 1), at most `limit` at a time. */
export async function inParallel(count, limit, work) {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
}

function within(milliseconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
