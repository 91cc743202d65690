// What reading costs with many messages stored: every kind of page that people open, at a fixed rate.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chance, faultsOf, Latencies, poisson } from '../lib/figures.mjs';
import { Meter } from '../lib/processes.mjs';
import { sleep } from '../lib/waiting.mjs';

const DRAIN_MS = 10_000;
const PEOPLE = 200;

/** What the fill says there is: `bench/stored.json` in the state of the stack. */
function stored(root) {
  const state = path.resolve(root, process.env.PARLEY_STATE || '.parley');
  try {
    return JSON.parse(fs.readFileSync(path.join(state, 'bench', 'stored.json'), 'utf8'));
  } catch {
    throw new Error('there is nothing to read yet: ./parley bench --fill 1000000 first, or --stored 10000,1000000');
  }
}

/** The requests, by name. Each gives {person, path} for a number in [0, 1) and another. */
async function requests(parley, there) {
  const [customers, agents, busy] = await Promise.all([
    parley.people('CUSTOMER', Math.min(there.customers, PEOPLE)),
    parley.people('AGENT', Math.min(there.agents, PEOPLE)),
    parley.signIn('chloe'),
  ]);
  const one = (list, x) => list[Math.floor(x * list.length)];
  const page = (id, query) => `/api/v1/conversations/${id}/messages?limit=50${query}`;
  const older = ({ id, lastSeq }, y) => page(id, `&beforeSeq=${Math.max(2, Math.floor(y * lastSeq))}`);
  const search = (words) => `/api/v1/messages/search?q=${encodeURIComponent(words)}`;
  return {
    'open a conversation': (x, y) => ({ person: one(agents, y), path: page(one(there.sample, x).id, '') }),
    'older page of a long one': (x, y) => ({ person: one(agents, y), path: older(one(there.longest, x), y) }),
    'entries after a seq': (x, y) => {
      const { id, lastSeq } = one(there.sample, x);
      return { person: one(agents, y), path: `/api/v1/conversations/${id}/entries?afterSeq=${Math.floor(y * lastSeq)}&limit=100` };
    },
    'inbox, agent': (x) => ({ person: one(agents, x), path: '/api/v1/conversations' }),
    'inbox, unread only, agent': (x) => ({ person: one(agents, x), path: '/api/v1/conversations?unread=true' }),
    'inbox, customer': (x) => ({ person: one(customers, x), path: '/api/v1/conversations' }),
    'unread count, agent': (x) => ({ person: one(agents, x), path: '/api/v1/messages/unread-count' }),
    'unread count, busy agent': () => ({ person: busy, path: '/api/v1/messages/unread-count' }),
    'unread count, customer': (x) => ({ person: one(customers, x), path: '/api/v1/messages/unread-count' }),
    'search a rare word, agent': (x, y) => ({ person: one(agents, y), path: search(one(there.rareWords, x)) }),
    'search a frequent word, agent': (x) => ({ person: one(agents, x), path: search(there.frequentWord) }),
    'search two words, agent': (x, y) => ({ person: one(agents, y), path: search(`${there.frequentWord} ${one(there.secondWords, x)}`) }),
    'search two words, one rare, agent': (x, y) => ({ person: one(agents, y), path: search(`${there.frequentWord} ${one(there.rareWords, x)}`) }),
    'search a frequent word, customer': (x) => ({ person: one(customers, x), path: search(there.frequentWord) }),
    'search a rare word, customer': (x, y) => ({ person: one(customers, y), path: search(one(there.rareWords, x)) }),
  };
}

async function measure({ target: parley, options, warm, pids, say, root }) {
  const there = stored(root);
  const kinds = Object.entries(await requests(parley, there));
  const errors = new Map();
  const lag = new Latencies();

  const run = async (seconds, seed, latencies) => {
    const random = chance(seed);
    const count = Math.round(options.rate * seconds);
    const due = poisson(options.rate, count, seed + 1);
    const start = performance.now() + 20;
    let open = 0;
    const ask = ([name, request], at) => {
      const { person, path: address } = request(random(), random());
      open++;
      parley.get(address, person).then(
        (status) => {
          if (status === 200) latencies?.[name].add(performance.now() - at);
          else errors.set(`${name}: status ${status}`, (errors.get(`${name}: status ${status}`) ?? 0) + 1);
        },
        (error) => errors.set(`${name}: ${error.message}`, (errors.get(`${name}: ${error.message}`) ?? 0) + 1),
      ).finally(() => open--);
    };
    for (let next = 0; next < count;) {
      for (; next < count && start + due[next] <= performance.now(); next++) {
        if (latencies) lag.add(performance.now() - start - due[next]);
        ask(kinds[next % kinds.length], start + due[next]);
      }
      say(`${next} of ${count} requests`);
      if (next < count) await sleep(Math.max(1, start + due[next] - performance.now()));
    }
    const deadline = performance.now() + DRAIN_MS;
    while (open > 0 && performance.now() < deadline) await sleep(5);
    return count;
  };

  await run(warm, 3, null);
  errors.clear();
  const latencies = Object.fromEntries(kinds.map(([name]) => [name, new Latencies()]));
  const meter = new Meter(pids);
  const count = await run(options.seconds, 5, latencies);
  const cpu = meter.stop();
  return {
    stored: there.messages,
    latencies: Object.fromEntries(Object.entries(latencies).map(([name, all]) => [name, all.summary()])),
    figures: {
      'messages stored': there.messages,
      'requests/s': count / cpu.wall,
      errors: [...errors.values()].reduce((sum, n) => sum + n, 0),
      'generator lag p99 ms': lag.summary().p99,
      'other work %': cpu.otherWorkPercent,
    },
    errors: Object.fromEntries(errors),
    cpu,
    messages: count,
    faults: faultsOf({ 'requests failed': [...errors.values()].reduce((sum, n) => sum + n, 0) }),
  };
}

/** Fills up to each number of messages and measures there; without --stored, measures what is there. */
export async function read(context) {
  const { options, root, say } = context;
  const stages = options.stored ? options.stored.split(',').map(Number) : [null];
  if (stages.some((messages) => messages !== null && !(messages > 0))) throw new Error('--stored takes numbers of messages: 10000,1000000');
  const columns = [];
  for (const messages of stages) {
    if (messages !== null) {
      say(`filling up to ${messages} messages`);
      execFileSync(`${root}/parley`, ['bench', '--fill', String(messages)], { stdio: ['ignore', 2, 2] });
      context.target.connectAnew();
      if (stored(root).messages > 1.2 * messages) {
        throw new Error(`there are ${stored(root).messages} messages already, too many for a column of ${messages}: ./parley reset first`);
      }
    }
    columns.push(await measure(context));
  }
  const last = columns.at(-1);
  return {
    name: `read, ${options.rate} requests/s`,
    title: `Reading at ${options.rate} requests/s for ${options.seconds} s, through the gateway`,
    unit: 'request',
    ...last,
    key: Object.fromEntries(Object.entries(last.latencies).map(([name, { p99 }]) => [`${name}, p99 ms`, p99])),
    columns: columns.map(({ stored: at, latencies, cpu, messages }) => ({ stored: at, latencies, cpu, messages })),
  };
}
