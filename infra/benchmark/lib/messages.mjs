// Which message left when, and who has it. Every text begins with #~NUMBER~#, so that a delivery is recognised in the
// raw frame without parsing it.

const TEXT = 'Bonjour, avez-vous des nouvelles de mon dossier ? Merci de votre retour rapide et bonne journee a vous.';

const ACKNOWLEDGED = 1;
const ECHOED = 2;
const DELIVERED = 4;
const COMPLETE = ACKNOWLEDGED | ECHOED | DELIVERED;

export class Messages {
  constructor(parley) {
    this.parley = parley;
    this.open = new Map();
    this.sent = 0;
    this.errors = new Map();
    this.repeated = 0;
    this.broken = 0;
    /** (message, part: 'acknowledged' | 'echoed' | 'delivered' | 'both', at) */
    this.onPart = () => {};
  }

  /** A socket that has joined the claim and whose deliveries are counted. */
  async listen(person, claimId) {
    const holder = {};
    const socket = await this.parley.connect(
      person,
      (frame) => this.#deliver(holder.socket, frame, performance.now()),
      () => this.broken++,
    );
    holder.socket = socket;
    await socket.ask('join_claim', { claimId });
    return socket;
  }

  /** Sends one message over REST; `due` starts the clock. Resolves when all have it, or the send has failed. */
  send({ claimId, customer, agent }, fromAgent, due) {
    const number = ++this.sent;
    const from = fromAgent ? agent : customer;
    const message = { number, due, from, state: 0, failed: false };
    this.open.set(number, message);
    const done = new Promise((resolve) => { message.done = resolve; });
    this.parley.send(from.person, claimId, `#~${number}~# ${TEXT}`).then(
      (status) => (status === 201 ? this.#mark(message, ACKNOWLEDGED, 'acknowledged', performance.now()) : this.#fail(message, `status ${status}`)),
      (error) => this.#fail(message, error.code ?? error.message),
    );
    return { message, done };
  }

  forget(message) {
    this.open.delete(message.number);
  }

  incomplete() {
    return [...this.open.values()].filter(({ state, failed }) => state !== COMPLETE && !failed).length;
  }

  #deliver(socket, frame, at) {
    const start = frame.indexOf('#~');
    const message = start < 0 ? undefined : this.open.get(Number(frame.slice(start + 2, frame.indexOf('~', start + 2))));
    if (!message) return;
    if (message.from === socket) this.#mark(message, ECHOED, 'echoed', at);
    else this.#mark(message, DELIVERED, 'delivered', at);
  }

  #mark(message, bit, part, at) {
    if (message.state & bit) {
      this.repeated++;
      return;
    }
    message.state |= bit;
    this.onPart(message, part, at);
    if (part !== 'acknowledged' && (message.state & (ECHOED | DELIVERED)) === (ECHOED | DELIVERED)) this.onPart(message, 'both', at);
    if (message.state === COMPLETE) message.done(true);
  }

  #fail(message, why) {
    this.errors.set(why, (this.errors.get(why) ?? 0) + 1);
    message.failed = true;
    message.done(false);
  }
}
