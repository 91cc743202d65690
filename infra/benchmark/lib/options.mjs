// What can be asked for, and what follows from it.

import { parseArgs } from 'node:util';

export const HELP = `Usage: ./parley bench [OPTIONS]

Measures the running stack through its gateway, as clients see it, and charges CPU and memory to each process.

  --scenario NAME   open     messages at a fixed rate: latency from the instant each was due (default)
                    latency  the same at several rates: a table, and a plot in .parley/bench/latency.svg
                    closed   ever more senders: how many messages a second go through
                    fanout   one claim with many listeners: deliveries a second
                    connect  many joined sockets: joins a second, memory of each
                    storm    the gateway is killed under many joined sockets: time until all are back, what was
                             missed, doubled or out of order
                    silent   one of many listeners stops reading: when it is closed, what the others and the heap of the
                             gateway notice of it, what it misses
                    read     pages, inbox, unread counts, searches among many stored messages
                    all      connect, closed, open at 100/s and at 500/s, fanout, storm, one after the other
  --rate N          messages a second, for open (100), storm (50) and silent (20); requests a second, for read (50)
  --rates N,M,...   for latency (100,200,300,500)
  --seconds N       how long to measure, each rate of latency on its own (20)
  --warm N          how long to warm up before (45: the services are compiled while they work); what follows in the
                    same call warms up for 5 s at most, a competitor for 10 s
  --claims N        claims with a customer's and an agent's socket each (50); for storm at most 1000 over which the
                    sockets are spread
  --sockets N       listeners for fanout, sockets for connect and storm (1000), for silent (200)
  --against NAME    measures a competitor in the same run, side by side: seed-stack (NestJS, Socket.IO, Prisma; its
                    libraries are installed on first use), seed-stack-pg (without Prisma), ejabberd (where it is
                    installed). All but storm, silent and read. Parley is stopped meanwhile, and started again afterwards
  --keep            with --against: Parley runs on, idle; its CPU is then part of "other work"
  --reps N          repetitions, Parley and competitor in turn; the table has medians (1)
  --details         every table of every run, also where there are several
  --url ADDRESS     the gateway (http://127.0.0.1:8080, or the port in PARLEY_GATEWAY_PORT)
  --json            one JSON object instead of tables
  --stored N,M      for read: fill up to N messages, measure, fill up to M, measure, compare

  --fill N          instead of measuring, fill messaging's database up to N messages of tenant acme: years of claims
                    with all that belongs to messages, written by SQL, unseen by Kafka and the other services
     --claims N     over how many claims (one for every 50 messages)
     --seed S       what everything follows from (1)

Exit code 1 when a message was refused, missing, doubled, out of order or not stored, or a socket broke by itself.
`;

const SCENARIOS = ['open', 'latency', 'closed', 'fanout', 'connect', 'storm', 'silent', 'read', 'all'];
const COMPETITORS = ['seed-stack', 'seed-stack-pg', 'ejabberd'];
const PARLEY_ONLY = ['storm', 'silent', 'read'];
const RATES = { open: 100, storm: 50, silent: 20, read: 50 };
const SOCKETS = { silent: 200 };
const MANY_SOCKETS = 1000;
const CLAIMS = 50;
const CLAIMS_AT_HIGH_RATE = 200;

export function optionsOf(words) {
  const text = (fallback) => ({ type: 'string', ...(fallback === undefined ? {} : { default: String(fallback) }) });
  const flag = { type: 'boolean', default: false };
  const { values } = parseArgs({
    args: words,
    options: {
      scenario: text('open'),
      rate: text(),
      rates: text('100,200,300,500'),
      seconds: text(20),
      warm: text(45),
      claims: text(),
      sockets: text(),
      against: text(),
      keep: flag,
      reps: text(1),
      details: flag,
      stored: text(),
      url: text(`http://127.0.0.1:${process.env.PARLEY_GATEWAY_PORT || 8080}`),
      json: flag,
      prepare: flag,
    },
  });
  oneOf('scenario', values.scenario, SCENARIOS);
  if (values.against !== undefined) oneOf('against', values.against, COMPETITORS);
  if (values.against && PARLEY_ONLY.includes(values.scenario)) {
    throw new Error(`--scenario ${values.scenario} is for Parley alone: leave out --against`);
  }
  values.rates = values.rates.split(',').map((rate) => number('rates', rate)).sort((a, b) => a - b);
  for (const name of ['rate', 'seconds', 'warm', 'claims', 'sockets', 'reps']) {
    if (values[name] !== undefined) values[name] = number(name, values[name]);
  }
  for (const name of ['claims', 'sockets', 'reps']) {
    if (values[name] !== undefined && !Number.isInteger(values[name])) throw new Error(`--${name} must be a whole number`);
  }
  if (values.scenario === 'storm' && values.sockets < 2) throw new Error('--sockets must be 2 or more: a claim has two people');
  if (values.scenario === 'silent' && values.sockets < 3) throw new Error('--sockets must be 3 or more: one sends, one is silent, one listens');
  return values;
}

/** [{scenario, options}] in the order in which they are run. */
export function planOf(given) {
  const one = (scenario, more = {}) => {
    const claims = given.claims ?? (scenario === 'storm' ? undefined : CLAIMS);
    const sockets = given.sockets ?? SOCKETS[scenario] ?? MANY_SOCKETS;
    return { scenario, options: { ...given, rate: given.rate ?? RATES[scenario], claims, sockets, ...more } };
  };
  if (given.scenario !== 'all') return [one(given.scenario)];
  return [
    // Memory of a socket first: it is measured on a gateway that has not yet had thousands.
    one('connect'),
    one('closed'),
    one('open', { rate: 100 }),
    one('open', { rate: 500, claims: given.claims ?? CLAIMS_AT_HIGH_RATE }),
    one('fanout'),
    one('storm', { rate: RATES.storm }),
  ];
}

function number(name, text) {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name}: "${text}" must be a number above 0`);
  return value;
}

function oneOf(name, value, known) {
  if (!known.includes(value)) throw new Error(`--${name} "${value}" is not known: it is one of ${known.join(', ')}`);
}
