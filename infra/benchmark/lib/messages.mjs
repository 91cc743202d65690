// Which message left when, and who has it. Every text begins with #~NUMBER~#, so that a delivery is recognised in the
// raw frame without parsing it.

import { patiently } from './waiting.mjs';

const TEXT = 'Bonjour, avez-vous des nouvelles de mon dossier ? Merci de votre retour rapide et bonne journee a vous.';

const ACKNOWLEDGED = 1;
const ECHOED = 2;
const DELIVERED = 4;
const BOTH = ECHOED | DELIVERED;

export const textOf = (number) => `#~${number}~# ${TEXT}`;

/** The number of the message that a raw frame carries, or -1. */
export function numberIn(frame) {
  const start = frame.indexOf('#~');
  return start < 0 ? -1 : Number(frame.slice(start + 2, frame.indexOf('~', start + 2)));
}

export class Messages {
  constructor(target) {
    this.target = target;
    this.complete = BOTH | (target.acknowledges ? ACKNOWLEDGED : 0);
    this.open = new Map();
    this.sockets = 0;
    this.sent = 0;
    this.acknowledged = 0;
    this.errors = new Map();
    this.repeated = 0;
    this.broken = 0;
    this.lost = 0;
    /** (message, part: 'acknowledged' | 'echoed' | 'delivered' | 'both', at) */
    this.onPart = () => {};
  }

  /** A socket that has joined the claim and whose deliveries are counted. */
  async listen(person, claimId) {
    const holder = { seen: new Set() };
    const number = this.sockets++;
    const socket = await patiently(() => this.target.connect(person, {
      number,
      onMessage: (frame) => this.#deliver(holder, frame, performance.now()),
      onClose: () => this.broken++,
    }));
    holder.socket = socket;
    socket.seen = holder.seen;
    await patiently(() => socket.join(claimId));
    return socket;
  }

  /** Sends one message; `due` starts the clock. `done` resolves when all have it, or the send has failed. */
  send({ claimId, customer, agent }, fromAgent, due) {
    const number = ++this.sent;
    const message = { number, due, from: fromAgent ? agent : customer, state: 0, failed: false };
    this.open.set(number, message);
    const done = new Promise((resolve) => { message.done = resolve; });
    const answer = this.target.send(message.from, claimId, textOf(number));
    answer?.then(
      () => {
        this.acknowledged++;
        this.#mark(message, ACKNOWLEDGED, 'acknowledged', performance.now());
      },
      (error) => this.#fail(message, error.code ?? error.message),
    );
    return { message, done };
  }

  forget(message) {
    this.open.delete(message.number);
  }

  incomplete() {
    return [...this.open.values()].filter(({ state, failed }) => state !== this.complete && !failed).length;
  }

  failures() {
    return [...this.errors.values()].reduce((total, count) => total + count, 0);
  }

  /** Claims whose two people did not see the same messages in the same order. */
  divergent(pairs) {
    return pairs.filter(({ customer, agent }) => {
      const other = [...agent.seen];
      return customer.seen.size !== other.length || [...customer.seen].some((number, i) => number !== other[i]);
    }).length;
  }

  #deliver({ socket, seen }, frame, at) {
    const number = numberIn(frame);
    if (number < 0) return;
    if (seen.has(number)) {
      this.repeated++;
      return;
    }
    seen.add(number);
    const message = this.open.get(number);
    if (!message) return;
    if (message.from === socket) this.#mark(message, ECHOED, 'echoed', at);
    else this.#mark(message, DELIVERED, 'delivered', at);
  }

  #mark(message, bit, part, at) {
    message.state |= bit;
    this.onPart(message, part, at);
    if (bit !== ACKNOWLEDGED && (message.state & BOTH) === BOTH) this.onPart(message, 'both', at);
    if (message.state === this.complete) message.done(true);
  }

  #fail(message, why) {
    this.errors.set(why, (this.errors.get(why) ?? 0) + 1);
    message.failed = true;
    message.done(false);
  }
}
