// A client that comes back: what a browser does when its socket is gone, and what it must not see.

import { numberIn } from '../lib/messages.mjs';
import { patiently, sleep } from '../lib/waiting.mjs';

// As the web client has them.
const FIRST_CEILING_MS = 500;
const LAST_CEILING_MS = 20_000;

export class ReturningClient {
  constructor(target, person, claimId, number) {
    Object.assign(this, { target, person, claimId, number });
    /** Which of the servers; the next one after each loss, as a balancer would choose. */
    this.at = number;
    this.socket = null;
    this.cursor = null;
    this.comesBack = false;
    this.up = false;
    this.seen = new Map();
    this.seqs = new Set();
    this.repeated = 0;
    this.doubled = 0;
    this.outOfOrder = 0;
    this.losses = 0;
    this.attempts = 0;
    this.lostAt = 0;
    this.backAt = 0;
    this.gaps = [];
    /** Messages that came with the answers to its cursors. */
    this.resumed = 0;
    /** Why attempts to come back failed: error → how often. */
    this.failures = new Map();
  }

  async open() {
    const connection = await patiently(() => this.#dial());
    this.cursor = await patiently(() => connection.socket.join(this.claimId));
    this.#use(connection);
  }

  close() {
    this.comesBack = false;
    this.up = false;
    this.socket?.close();
  }

  /** For those who want to know: a message that arrived by itself, and with what a socket was closed. */
  heard() {}

  closed() {}

  async #dial() {
    const connection = { socket: null, closed: false };
    connection.socket = await this.target.connect(this.person, {
      number: this.number,
      at: this.at,
      onMessage: (frame) => this.#live(frame),
      onClose: (code) => {
        connection.closed = true;
        this.closed(code);
        if (connection.socket === this.socket) this.#lost();
      },
    });
    return connection;
  }

  #use({ socket, closed }) {
    if (closed) throw new Error('closed meanwhile');
    this.socket = socket;
    this.up = true;
  }

  #live(frame) {
    if (numberIn(frame) < 0) return;
    this.heard(numberIn(frame));
    const { seq } = JSON.parse(frame).data;
    // A newer one while still coming back is no fault: what was missed comes with the answer.
    if (this.up && seq < this.cursor.seq && !this.seqs.has(seq)) this.outOfOrder++;
    this.#take(numberIn(frame), seq);
    if (this.up) this.cursor.seq = Math.max(this.cursor.seq, seq);
  }

  /** A client drops what it has by its seq; the same message under another seq it would show twice. */
  #take(number, seq) {
    if (this.seqs.has(seq)) {
      this.repeated++;
      return;
    }
    this.seqs.add(seq);
    if (this.seen.has(number)) this.doubled++;
    else this.seen.set(number, seq);
  }

  #lost() {
    if (!this.up) return;
    this.up = false;
    this.losses++;
    this.lostAt = performance.now();
    if (this.comesBack) this.#comeBack();
  }

  async #comeBack() {
    for (let ceiling = FIRST_CEILING_MS; this.comesBack && !this.up; ceiling = Math.min(LAST_CEILING_MS, 2 * ceiling)) {
      await sleep(Math.random() * ceiling);
      if (!this.comesBack) return;
      this.attempts++;
      this.at++;
      let connection;
      try {
        connection = await this.#dial();
        await this.#resume(connection.socket);
        if (!this.comesBack) throw new Error('no longer wanted');
        this.#use(connection);
        this.backAt = performance.now();
        this.gaps.push(this.backAt - this.lostAt);
      } catch (error) {
        const reason = error.code ?? error.message;
        this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
        connection?.socket.close();
      }
    }
  }

  async #resume(socket) {
    let last = this.cursor.seq;
    const cursor = await socket.resume(this.cursor, ({ seq, data }) => {
      if (seq <= last) this.outOfOrder++;
      last = seq;
      const number = numberIn(data?.body ?? '');
      if (number < 0) return;
      this.resumed++;
      this.#take(number, seq);
    });
    this.cursor = { ...cursor, seq: Math.max(cursor.seq, ...this.seqs) };
  }
}
