// One claim with many listeners, one of which stops reading: when it is closed, what that costs the gateway and the
// others, and whether it misses anything when it comes back.

import { faultsOf, Latencies } from '../lib/figures.mjs';
import { numberIn, textOf } from '../lib/messages.mjs';
import { Meter } from '../lib/processes.mjs';
import { inParallel, sleep, until } from '../lib/waiting.mjs';
import { OPENING } from './pairs.mjs';
import { ReturningClient } from './returning.mjs';

/** The contract's code for a client that reads too slowly. */
const TOO_SLOW = 4409;
/** Milliseconds until it must have been closed and be back, for the last deliveries, and between two looks at the gateway. */
const TIMES = { closed: 60_000, back: 30_000, drain: 15_000, look: 250 };
// The operating system holds up to 6 MB for a socket that nobody reads: with the longest messages that is half a minute.
const FILLING = ' '.concat('Merci de votre patience. '.repeat(380));

export async function silent({ target, options, pids, warm, say, times = TIMES }) {
  if (!target.insight) throw new Error(`this is for Parley only: ${target.name} does not say how much heap it uses`);
  const [customers, agents] = await Promise.all([target.people('CUSTOMER', 1), target.people('AGENT', options.sockets - 1)]);
  const [claimId] = await target.claims(customers, 1);
  const clients = [...customers, ...agents].map((person, i) => new TimedClient(target, person, claimId, i));
  let joined = 0;
  await inParallel(clients.length, OPENING, async (i) => {
    await clients[i].open();
    say(`sockets ${++joined} of ${clients.length}`);
  });
  const [sender, ...listeners] = clients;
  const one = listeners.pop();
  one.comesBack = true;

  const sends = [];
  const flow = async (seconds, looked = () => {}, isOver = () => true) => {
    const latency = new Latencies();
    const heaps = [];
    const meter = new Meter(pids);
    listeners.forEach((listener) => { listener.latency = latency; });
    const looking = setInterval(async () => {
      const insight = await target.insight().catch(() => null);
      if (insight) heaps.push(insight.heap);
      if (insight) looked(insight);
    }, times.look);
    const start = performance.now();
    const most = seconds * options.rate + (times.closed * options.rate) / 1000;
    let i = 0;
    for (; i < seconds * options.rate || (!isOver() && i < most); i++) {
      const due = start + (i * 1000) / options.rate;
      await sleep(Math.max(0, due - performance.now()));
      sends.push(sendOne(target, sender, claimId, sends.length + 1, due));
    }
    clearInterval(looking);
    await until(() => listeners.every((listener) => listener.seen.size >= sends.length), times.drain);
    return { latency: latency.summary(), heap: Math.max(...heaps) / 2 ** 20, cpu: meter.stop(), deliveries: i * listeners.length };
  };
  say(`warming up for ${warm} s`);
  await flow(warm);
  say('everybody reads');
  const all = await flow(options.seconds);
  say('one does not read');
  const { closed } = await target.insight();
  const stoppedAt = performance.now();
  let gaveUpAt = NaN;
  one.stopReading();
  const noticed = (insight) => {
    if (insight.closed === closed || !Number.isNaN(gaveUpAt)) return;
    // Soon after its close frame the gateway cuts the line: only who reads now gets to know why.
    gaveUpAt = performance.now();
    one.readOn();
  };
  const without = await flow(options.seconds, noticed, () => !Number.isNaN(gaveUpAt));
  one.readOn();
  const wasClosed = await until(() => one.code !== null, times.closed);
  const isBack = await until(() => one.up && one.losses > 0 && one.seen.size >= sends.length, times.back);
  const failed = (await Promise.all(sends)).filter((error) => error !== null).length;
  const acknowledged = sends.length - failed;
  const missedBy = (client) => Math.max(0, acknowledged - client.seen.size);
  const missed = listeners.reduce((sum, listener) => sum + missedBy(listener), 0);
  const doubled = clients.reduce((sum, client) => sum + client.doubled, 0);
  const outOfOrder = clients.reduce((sum, client) => sum + client.outOfOrder, 0);
  clients.forEach((client) => client.close());
  const growth = (100 * without.heap) / all.heap - 100;
  return {
    name: `silent, one of ${options.sockets}`,
    title: `One claim with ${options.sockets} sockets, ${options.rate} messages/s of 10 KB, one stops reading after ${options.seconds} s`,
    latencies: { 'to each, everybody reads': all.latency, 'to each other, one does not': without.latency },
    key: { 'p99 before, ms': all.latency.p99, 'p99 with it, ms': without.latency.p99, 'heap, %': growth },
    figures: {
      'closed with': one.code ?? NaN,
      'closed after, s': (gaveUpAt - stoppedAt) / 1000,
      'back after, s': isBack ? (one.backAt - stoppedAt) / 1000 : NaN,
      'caught up, messages': one.resumed,
      'missed by it': missedBy(one),
      'missed by the others': missed,
      'most heap in use before, MiB': all.heap,
      'most heap in use with it, MiB': without.heap,
      'difference, %': growth,
      'sends failed': failed,
      'other work %': without.cpu.otherWorkPercent,
    },
    errors: {},
    cpu: without.cpu,
    messages: without.deliveries,
    unit: 'delivery',
    faults: faultsOf({
      'not closed for not reading': wasClosed && one.code === TOO_SLOW ? 0 : 1,
      'not back': isBack ? 0 : 1,
      missed: missed + missedBy(one),
      doubled,
      'out of order': outOfOrder,
      'sends failed': failed,
      'others who lost their socket': listeners.filter(({ losses }) => losses > 0).length,
    }),
  };
}

/** Resolves with null, or with why it failed. */
function sendOne(target, { socket }, claimId, number, due) {
  TimedClient.due.set(number, due);
  return target.send(socket, claimId, textOf(number) + FILLING).then(() => null, (error) => error.code ?? error.message);
}

/** Knows how late each message is, and how to leave what has arrived unread. */
class TimedClient extends ReturningClient {
  /** When each message was due, by its number. */
  static due = new Map();

  latency = null;
  code = null;

  closed(code) {
    this.code ??= code;
  }

  stopReading() {
    this.socket.client.socket.pause();
  }

  readOn() {
    this.socket.client.socket.resume();
  }

  heard(number) {
    this.latency?.add(performance.now() - TimedClient.due.get(number));
  }
}
