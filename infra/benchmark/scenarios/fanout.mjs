// One claim with many listeners: deliveries a second with two messages on their way, and how late the last one is.

import { faultsOf, Latencies } from '../lib/figures.mjs';
import { numberIn, textOf } from '../lib/messages.mjs';
import { Meter } from '../lib/processes.mjs';
import { inParallel, patiently, until } from '../lib/waiting.mjs';
import { OPENING } from './pairs.mjs';

const ON_THEIR_WAY = 2;
const GIVE_UP_MS = 10_000;

export async function fanout({ target, options, pids, warm, say }) {
  const receivers = options.sockets;
  const [customers, agents] = await Promise.all([target.people('CUSTOMER', 1), target.people('AGENT', receivers)]);
  const [claimId] = await target.claims(customers, 1);
  const waiting = new Map();
  const counts = { delivered: 0, broken: 0, late: 0, number: 0 };
  const errors = new Map();
  const onMessage = (frame) => {
    counts.delivered++;
    const message = waiting.get(numberIn(frame));
    if (message && --message.left === 0) message.resolve(performance.now());
  };
  const onClose = () => counts.broken++;
  const publisher = await target.connect(customers[0], { onMessage: () => {}, onClose });
  await patiently(() => publisher.join(claimId));
  const sockets = new Array(receivers);
  let joined = 0;
  await inParallel(receivers, OPENING, async (i) => {
    sockets[i] = await patiently(() => target.connect(agents[i], { number: i, onMessage, onClose }));
    await patiently(() => sockets[i].join(claimId));
    say(`sockets ${++joined} of ${receivers}`);
  });

  /** Milliseconds until the last listener had it; undefined when not all did, or the send failed. */
  const send = async () => {
    const id = ++counts.number;
    const due = performance.now();
    let timer;
    const all = new Promise((resolve) => {
      waiting.set(id, { left: receivers, resolve });
      timer = setTimeout(resolve, GIVE_UP_MS);
    });
    try {
      await target.send(publisher, claimId, textOf(id));
      const last = await all;
      if (last === undefined) counts.late++;
      return last === undefined ? undefined : last - due;
    } catch (error) {
      errors.set(error.message, (errors.get(error.message) ?? 0) + 1);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      return undefined;
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
    }
  };
  const flow = (seconds, take) => {
    const end = performance.now() + seconds * 1000;
    return Promise.all(Array.from({ length: ON_THEIR_WAY }, async () => {
      while (performance.now() < end) take(await send());
    }));
  };

  say(`warming up for ${warm} s`);
  await flow(warm, () => {});
  const last = new Latencies();
  const meter = new Meter(pids);
  const [before, begun] = [counts.delivered, counts.number];
  say(`${ON_THEIR_WAY} messages on their way`);
  await flow(options.seconds, (milliseconds) => milliseconds !== undefined && last.add(milliseconds));
  const cpu = meter.stop();
  const deliveries = counts.delivered - before;
  const failed = [...errors.values()].reduce((sum, count) => sum + count, 0);
  const expected = receivers * (counts.number - failed);
  await until(() => counts.delivered >= expected, 1000);
  const stored = await target.stored([{ claimId, customer: publisher }]);
  [publisher, ...sockets].forEach((socket) => socket.close());
  const latency = last.summary();
  return {
    name: `fanout, ${receivers} listeners`,
    title: `One claim with ${receivers} listeners, ${ON_THEIR_WAY} messages on their way`,
    latencies: { 'the last listener': latency },
    key: { 'deliveries/s': deliveries / cpu.wall, 'the last listener, p50 ms': latency.p50, 'the last listener, p99 ms': latency.p99 },
    figures: {
      'deliveries/s': deliveries / cpu.wall,
      'msg/s': (counts.number - begun) / cpu.wall,
      'not everywhere in time': counts.late,
      'deliveries in all, above or below': counts.delivered - expected,
      errors: failed,
      'sent, warm-up included': counts.number,
      stored,
      'sockets broken': counts.broken,
      'other work %': cpu.otherWorkPercent,
    },
    errors: Object.fromEntries(errors),
    cpu,
    messages: deliveries,
    unit: 'delivery',
    faults: faultsOf({
      'not everywhere in time': counts.late,
      'deliveries too few': expected - counts.delivered,
      'deliveries too many': counts.delivered - expected,
      'sent and not stored': counts.number - failed - stored,
      'stored and not sent': stored - counts.number,
      refused: failed,
      'sockets broken': counts.broken,
    }),
  };
}
