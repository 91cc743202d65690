// Arrivals at a fixed rate. Latency counts from the instant at which a message was due, so a stall pays for its queue.

import { faultsOf, Latencies, poisson } from '../lib/figures.mjs';
import { Messages } from '../lib/messages.mjs';
import { Meter } from '../lib/processes.mjs';
import { sleep, until } from '../lib/waiting.mjs';
import { closePairs, joinedPairs, talk, verdict } from './pairs.mjs';

const WARMING_SENDERS = 8;
/** Milliseconds for the last deliveries of a rate, and of rest before the next. */
const TIMES = { drain: 10_000, rest: 1_000 };

/** One rate. */
export async function open(context) {
  const { options } = context;
  const { messages, all } = await warmed(context);
  const step = await atRate(context, messages, all, options.rate);
  const { figures, faults } = await verdict(context, messages, all);
  closePairs(all);
  return {
    name: `open, ${options.rate} messages/s`,
    title: `${options.rate} messages/s for ${options.seconds} s over ${options.claims} claims, two sockets each`,
    ...step,
    figures: { ...step.figures, ...figures },
    faults: faultsOf({ ...step.faults, ...faults }),
  };
}

/** Several rates in rising order, until one is not sustained: the latency over the rate. */
export async function latency(context) {
  const { options, say, times = TIMES } = context;
  const { messages, all } = await warmed(context);
  const rates = [];
  for (const rate of options.rates) {
    const step = await atRate(context, messages, all, rate);
    rates.push({ rate, ...step.latencies['both sockets'], sustained: step.figures.missing === 0, ...step });
    if (step.figures.missing > 0) {
      say(`${rate} messages/s are not sustained: no higher rate is tried`);
      break;
    }
    await sleep(times.rest);
  }
  const { figures, faults } = await verdict(context, messages, all);
  closePairs(all);
  const last = rates.at(-1);
  return {
    name: 'latency',
    title: `Latency over the rate, ${options.seconds} s each, over ${options.claims} claims, two sockets each`,
    rates,
    key: Object.fromEntries(rates.flatMap(({ rate, p50, p99 }) => [[`${rate}/s: p50 ms`, p50], [`${rate}/s: p99 ms`, p99]])),
    figures: { ...figures, 'other work %': last.figures['other work %'] },
    errors: last.errors,
    cpu: last.cpu,
    messages: last.messages,
    // That a rate is too high is what this looks for.
    faults: faultsOf({ ...faults, refused: messages.failures() }),
  };
}

async function warmed(context) {
  const { target, options, warm, say } = context;
  const messages = new Messages(target);
  const all = await joinedPairs(context, messages, options.claims);
  say(`warming up for ${warm} s`);
  await talk(messages, all, WARMING_SENDERS, warm);
  return { messages, all };
}

async function atRate({ options, pids, say, times = TIMES }, messages, all, rate) {
  const count = Math.round(rate * options.seconds);
  const due = poisson(rate, count, rate * 7 + 1);
  const parts = Object.fromEntries(['both', 'delivered', 'echoed', 'acknowledged'].map((part) => [part, new Latencies()]));
  const lag = new Latencies();
  const errorsBefore = messages.failures();
  messages.open.clear();
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
      say(`${rate} messages/s: ${next} of ${count}`);
      if (next < count) setTimeout(pump, Math.max(1, start + due[next] - performance.now()));
      else resolve();
    };
    setTimeout(pump, 20);
  });
  const cpu = meter.stop();
  await until(() => messages.incomplete() === 0, times.drain);
  messages.onPart = () => {};
  const missing = messages.incomplete();
  const errors = messages.failures() - errorsBefore;
  const [both, delivered] = [parts.both.summary(), parts.delivered.summary()];
  return {
    latencies: {
      'both sockets': both,
      'the other person': delivered,
      'the sender’s own socket': parts.echoed.summary(),
      'answer to the POST': parts.acknowledged.summary(),
    },
    figures: {
      'messages sent': count,
      'msg/s': count / cpu.wall,
      missing,
      errors,
      'generator lag p99 ms': lag.summary().p99,
      'other work %': cpu.otherWorkPercent,
    },
    key: { 'both sockets, p50 ms': both.p50, 'both sockets, p99 ms': both.p99, 'the other person, p99 ms': delivered.p99 },
    errors: Object.fromEntries(messages.errors),
    cpu,
    messages: count,
    faults: { missing, refused: errors },
  };
}
