// What is measured. Each scenario returns plain data: {title, latencies?, figures, cpu?, messages?}.

import { Latencies, poisson } from './figures.mjs';
import { Messages } from './messages.mjs';
import { inParallel, sleep } from './parley.mjs';
import { memory, Meter } from './processes.mjs';

const OPENING = 16;
const DRAIN_MS = 10_000;
const GIVE_UP_MS = 10_000;
const STEPS = [1, 4, 16, 64, 128];

/** A claim each with a customer's and an agent's socket, both joined. */
async function pairs(context, messages) {
  const { parley, options, say } = context;
  const count = options.claims;
  const [customers, agents] = await Promise.all([parley.people('CUSTOMER', count), parley.people('AGENT', count)]);
  const claims = await parley.claims(customers, count, (made) => say(`claims ${made} of ${count}`));
  const all = new Array(count);
  let joined = 0;
  await inParallel(count, OPENING, async (i) => {
    const customer = await messages.listen(customers[i], claims[i]);
    const agent = await messages.listen(agents[i], claims[i]);
    all[i] = { claimId: claims[i], customer, agent };
    say(`sockets ${2 * ++joined} of ${2 * count}`);
  });
  return all;
}

function close(all) {
  for (const { customer, agent } of all) {
    customer.close();
    agent.close();
  }
}

/** As many senders as given, each with one message on its way. Warms up what is measured next. */
async function talk(context, messages, all, senders, seconds) {
  const until = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: senders }, async (_, i) => {
    for (let turn = i; performance.now() < until; turn += 1) {
      const { message, done } = messages.send(all[i % all.length], turn % 2 === 1, performance.now());
      const complete = await Promise.race([done, sleep(GIVE_UP_MS).then(() => false)]);
      if (!complete) await sleep(20);
      messages.forget(message);
    }
  }));
}

/** Arrivals at a fixed rate. Latency counts from the instant at which a message was due, so a stall pays for its queue. */
export async function open(context) {
  const { options, pids, say } = context;
  const messages = new Messages(context.parley);
  const all = await pairs(context, messages);
  say(`warming up for ${options.warm} s`);
  await talk(context, messages, all, 8, options.warm);
  messages.open.clear();
  messages.errors.clear();

  const count = Math.round(options.rate * options.seconds);
  const due = poisson(options.rate, count, options.rate * 7 + 1);
  const parts = Object.fromEntries(['both', 'delivered', 'echoed', 'acknowledged'].map((part) => [part, new Latencies()]));
  const lag = new Latencies();
  messages.onPart = (message, part, at) => parts[part].add(at - message.due);
  const meter = new Meter(pids);
  const start = performance.now() + 20;
  let next = 0;
  await new Promise((resolve) => {
    const pump = () => {
      for (; next < count && start + due[next] <= performance.now(); next++) {
        lag.add(performance.now() - start - due[next]);
        const fromAgent = Math.floor(next / all.length) % 2 === 1;
        messages.send(all[next % all.length], fromAgent, start + due[next]);
      }
      say(`${next} of ${count} messages`);
      if (next < count) setTimeout(pump, Math.max(1, start + due[next] - performance.now()));
      else resolve();
    };
    setTimeout(pump, 20);
  });
  const cpu = meter.stop();
  const deadline = performance.now() + DRAIN_MS;
  while (messages.incomplete() > 0 && performance.now() < deadline) await sleep(20);
  const figures = {
    'messages sent': count,
    'msg/s': count / cpu.wall,
    missing: messages.incomplete(),
    errors: sum(messages.errors),
    repeated: messages.repeated,
    'sockets broken': messages.broken,
    'generator lag p99 ms': lag.summary().p99,
    'other work %': cpu.otherWorkPercent,
  };
  close(all);
  return {
    title: `${options.rate} messages/s for ${options.seconds} s over ${options.claims} claims, two sockets each`,
    latencies: {
      'both sockets': parts.both.summary(),
      'the other person': parts.delivered.summary(),
      'the sender’s own socket': parts.echoed.summary(),
      'answer to the POST': parts.acknowledged.summary(),
    },
    figures,
    errors: Object.fromEntries(messages.errors),
    cpu,
    messages: count,
  };
}

/** Ever more senders, each sends again when everybody has its message: the most that goes through. */
export async function closed(context) {
  const { options, pids, say } = context;
  const messages = new Messages(context.parley);
  const all = await pairs(context, messages);
  say(`warming up for ${options.warm} s`);
  await talk(context, messages, all, 16, options.warm);
  const seconds = Math.max(3, options.seconds / STEPS.length);
  const rows = [];
  let best = null;
  for (const senders of STEPS) {
    say(`${senders} senders`);
    const both = new Latencies();
    let complete = 0;
    messages.onPart = (message, part, at) => {
      if (part !== 'both') return;
      complete++;
      both.add(at - message.due);
    };
    const meter = new Meter(pids);
    await talk(context, messages, all, senders, seconds);
    const cpu = meter.stop();
    const row = { senders, rate: complete / cpu.wall, ...both.summary(), cpu, messages: complete };
    rows.push(row);
    if (!best || row.rate > best.rate) best = row;
  }
  messages.onPart = () => {};
  close(all);
  return {
    title: `Saturation over ${options.claims} claims`,
    steps: rows.map(({ senders, rate, p50, p95, p99 }) => ({ senders, 'msg/s': rate, p50, p95, p99 })),
    figures: {
      'saturation msg/s': best.rate,
      'at senders': best.senders,
      errors: sum(messages.errors),
      repeated: messages.repeated,
      'other work %': best.cpu.otherWorkPercent,
    },
    errors: Object.fromEntries(messages.errors),
    cpu: best.cpu,
    messages: best.messages,
  };
}

/** One claim with many listeners: deliveries a second with two messages on their way, and how late the last one is. */
export async function fanout(context) {
  const { parley, options, pids, say } = context;
  const receivers = options.sockets;
  const [customers, agents] = await Promise.all([parley.people('CUSTOMER', 1), parley.people('AGENT', receivers)]);
  const [claimId] = await parley.claims(customers, 1);
  const waiting = new Map();
  let delivered = 0;
  const onMessage = (frame) => {
    delivered++;
    const start = frame.indexOf('#~');
    const message = waiting.get(start < 0 ? -1 : Number(frame.slice(start + 2, frame.indexOf('~', start + 2))));
    if (message && --message.left === 0) message.resolve(performance.now());
  };
  const sockets = new Array(receivers);
  let joined = 0;
  await inParallel(receivers, OPENING, async (i) => {
    sockets[i] = await parley.connect(agents[i], onMessage);
    await sockets[i].ask('join_claim', { claimId });
    say(`sockets ${++joined} of ${receivers}`);
  });
  let number = 0;
  const send = async () => {
    const id = ++number;
    const due = performance.now();
    const all = new Promise((resolve) => waiting.set(id, { left: receivers, resolve }));
    const status = await parley.send(customers[0], claimId, `#~${id}~# to everybody`);
    if (status !== 201) throw new Error(`a send was answered ${status}`);
    const last = await Promise.race([all, sleep(GIVE_UP_MS).then(() => NaN)]);
    waiting.delete(id);
    return last - due;
  };
  say('warming up');
  const until = (seconds) => performance.now() + seconds * 1000;
  for (const end = until(options.warm); performance.now() < end;) await send();
  const last = new Latencies();
  const meter = new Meter(pids);
  const before = delivered;
  const begun = number;
  const end = until(options.seconds);
  say('two messages on their way');
  await Promise.all([0, 1].map(async () => {
    while (performance.now() < end) last.add(await send());
  }));
  const cpu = meter.stop();
  sockets.forEach((socket) => socket.close());
  return {
    title: `One claim with ${receivers} listeners`,
    latencies: { 'the last listener': last.summary() },
    figures: { 'deliveries/s': (delivered - before) / cpu.wall, 'msg/s': (number - begun) / cpu.wall, 'other work %': cpu.otherWorkPercent },
    cpu,
    messages: number - begun,
  };
}

/** Sockets that have joined and then say nothing: how fast they come, and what each costs the gateway. */
export async function connect(context) {
  const { parley, options, pids, say } = context;
  const count = options.sockets;
  const claims = Math.min(options.claims, count);
  const customers = await parley.people('CUSTOMER', claims);
  const agents = await parley.people('AGENT', count);
  const ids = await parley.claims(customers, claims);
  const before = memory(pids).gateway?.rss ?? NaN;
  const joins = new Latencies();
  const sockets = new Array(count);
  let joined = 0;
  const meter = new Meter(pids);
  await inParallel(count, OPENING, async (i) => {
    const begun = performance.now();
    sockets[i] = await parley.connect(agents[i], () => {});
    await sockets[i].ask('join_claim', { claimId: ids[i % claims] });
    joins.add(performance.now() - begun);
    say(`sockets ${++joined} of ${count}`);
  });
  const cpu = meter.stop();
  await sleep(2000);
  const after = memory(pids).gateway?.rss ?? NaN;
  sockets.forEach((socket) => socket.close());
  return {
    title: `${count} sockets, each joined to one of ${claims} claims`,
    latencies: { 'connect and join': joins.summary() },
    figures: { 'joins/s': count / cpu.wall, 'gateway KiB per socket (RSS)': ((after - before) * 1024) / count, 'other work %': cpu.otherWorkPercent },
    cpu,
    messages: count,
    unit: 'socket',
  };
}

function sum(errors) {
  return [...errors.values()].reduce((total, count) => total + count, 0);
}
