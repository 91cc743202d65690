// Reconnect storm: joined sockets, some sends beside, then the server that holds them is killed. Every client comes back
// by itself (full jitter: a random wait below a ceiling that doubles) and resumes from its cursor.

import { faultsOf, Latencies } from '../lib/figures.mjs';
import { textOf } from '../lib/messages.mjs';
import { inParallel, sleep, until } from '../lib/waiting.mjs';
import { needFiles } from './connect.mjs';
import { OPENING } from './pairs.mjs';
import { ReturningClient } from './returning.mjs';

/** Milliseconds of quiet sending before and after, until nobody is waited for any more, and for the last deliveries. */
const TIMES = { lead: 5_000, stable: 2_000, tail: 5_000, limit: 300_000, drain: 15_000 };
// A busy generator may learn late that its sockets are gone.
const NOTICED_MS = 5_000;
const MOST_CLAIMS = 1_000;

export async function storm({ target, options, pids, warm, say, times = TIMES }) {
  if (!target.crash) throw new Error(`the storm is for Parley only: nothing here kills and resumes ${target.name}`);
  const count = options.sockets;
  needFiles(count, process.pid, 'this shell');
  for (const pid of pids[target.holder] ?? []) needFiles(count, pid, `the ${target.holder}`);
  const servers = target.spread();
  const groups = await rooms(target, count, options, say);
  const clients = groups.flat();
  let up = 0;
  await inParallel(clients.length, OPENING, async (i) => {
    await clients[i].open();
    say(`sockets ${++up} of ${clients.length}`);
  });

  const sends = [];
  const background = keepSending(target, groups, sends, options.rate);
  say(`${options.rate} messages/s beside`);
  await sleep(Math.max(times.lead, warm * 1000));
  for (const client of clients) client.comesBack = true;
  const killed = target.crash();
  const killedAt = performance.now();
  say(`${servers[killed]} has been killed`);
  const allBack = await untilBack(clients, killedAt, times, say);
  await sleep(times.tail);
  await background.stop();
  say('the last deliveries');
  await until(() => sends.every((send) => isSettled(send)), times.drain, 100);

  const back = returns(clients, killedAt);
  const sent = ofSends(sends, killedAt);
  const delivered = ofDeliveries(clients, sends);
  const notBack = clients.filter((client) => !client.up).length;
  clients.forEach((client) => client.close());
  return {
    name: `storm, ${count} sockets`,
    title: `${count} sockets over ${groups.length} claims at ${servers.join(' and ')}, ${options.rate} messages/s beside; `
      + `${servers[killed]} killed`,
    latencies: {
      'back, from the kill': back.fromKill,
      'gap of each client': back.gaps,
      'answer to the POST, before': sent.before,
      'answer to the POST, after': sent.after,
    },
    sends: servers.map((server, at) => ({ through: server, killed: at === killed, ...through(sends, at, killedAt) })),
    key: {
      'all back after s': allBack ? back.fromKill.max / 1000 : NaN,
      'gap of a client, p50 s': back.gaps.p50 / 1000,
      'gap of a client, p99 s': back.gaps.p99 / 1000,
      'sends meanwhile, p99 ms': sent.after.p99,
      'failed sends': sent.failed,
      'deliveries missed': delivered.missed,
      'deliveries doubled': delivered.doubled,
      'out of order': delivered.outOfOrder,
    },
    figures: {
      'lost their socket': back.lost,
      'all back after s': allBack ? back.fromKill.max / 1000 : NaN,
      'not back': notBack,
      'attempts to come back': back.attempts,
      'messages sent': sends.length,
      'of these failed': sent.failed,
      'sends failed for s': sent.failingSeconds,
      'deliveries expected': delivered.expected,
      'deliveries missed': delivered.missed,
      'deliveries doubled': delivered.doubled,
      'repeated, dropped by seq': delivered.repeated,
      'out of order': delivered.outOfOrder,
      'delivered, never acknowledged': delivered.unacknowledged,
    },
    errors: { ...sent.errors, ...back.failures },
    faults: faultsOf({
      'not back': notBack,
      'nobody lost a socket': back.lost === 0 ? 1 : 0,
      'deliveries missed': delivered.missed,
      'deliveries doubled': delivered.doubled,
      'out of order': delivered.outOfOrder,
    }),
  };
}

/** [[client, …], …]: each claim with one customer, the rest of its listeners agents; spread over the servers. */
async function rooms(target, count, options, say) {
  const claims = Math.max(1, Math.min(options.claims ?? MOST_CLAIMS, Math.floor(count / 2)));
  say(`${count} people`);
  const customers = await target.people('CUSTOMER', claims);
  const agents = await target.people('AGENT', count - claims);
  const ids = await target.claims(customers, claims, (made) => say(`claims ${made} of ${claims}`));
  const groups = ids.map((claimId, i) => [new ReturningClient(target, customers[i], claimId, i)]);
  agents.forEach((agent, i) => groups[i % claims].push(new ReturningClient(target, agent, ids[i % claims], claims + i)));
  return groups;
}

/** A constant rate of sends, by the customer and the first agent of each claim in turn; what fails is not repeated. */
function keepSending(target, groups, sends, rate) {
  const start = performance.now();
  let stopped = false;
  const sendOne = (due) => {
    const number = sends.length + 1;
    const group = groups[number % groups.length];
    const { socket, claimId } = group[Math.floor(number / groups.length) % 2];
    const send = { number, group, due, at: socket.at, acknowledgedAt: 0, error: null };
    sends.push(send);
    target.send(socket, claimId, textOf(number)).then(
      () => { send.acknowledgedAt = performance.now(); },
      (error) => { send.error = error.code ?? error.message; },
    );
  };
  const running = (async () => {
    while (!stopped) {
      const due = start + (sends.length * 1000) / rate;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      if (!stopped) sendOne(due);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** True when every client is up again and stays so for a while. */
async function untilBack(clients, killedAt, { stable, limit }, say) {
  let stableSince = 0;
  return until(() => {
    const now = performance.now();
    const up = clients.filter((client) => client.up).length;
    say(`${up} of ${clients.length} up, ${Math.round((now - killedAt) / 1000)} s after the kill`);
    const noticed = now - killedAt > NOTICED_MS || clients.some((client) => client.losses > 0);
    if (up < clients.length || !noticed) stableSince = 0;
    else stableSince ||= now;
    return stableSince > 0 && now - stableSince >= stable;
  }, limit, 50);
}

/** Answered one way or the other, and where it was acknowledged, everywhere. */
function isSettled({ error, acknowledgedAt, group, number }) {
  return error !== null || (acknowledgedAt > 0 && group.every((client) => client.seen.has(number)));
}

function returns(clients, killedAt) {
  const fromKill = new Latencies();
  const gaps = new Latencies();
  const lost = clients.filter((client) => client.losses > 0);
  for (const client of lost) {
    if (client.up) fromKill.add(client.backAt - killedAt);
    client.gaps.forEach((gap) => gaps.add(gap));
  }
  const attempts = lost.reduce((sum, client) => sum + client.attempts, 0);
  const failures = {};
  for (const client of lost) {
    for (const [reason, times] of client.failures) {
      const name = `coming back: ${reason}`;
      failures[name] = (failures[name] ?? 0) + times;
    }
  }
  return { lost: lost.length, attempts, failures, fromKill: fromKill.summary(), gaps: gaps.summary() };
}

function ofSends(sends, killedAt) {
  const before = new Latencies();
  const after = new Latencies();
  const errors = {};
  for (const { error, due, acknowledgedAt } of sends) {
    if (error !== null) errors[error] = (errors[error] ?? 0) + 1;
    else if (acknowledgedAt > 0) (due < killedAt ? before : after).add(acknowledgedAt - due);
  }
  const failed = sends.filter(({ error }) => error !== null);
  const failingSeconds = failed.length ? (failed.at(-1).due - failed[0].due) / 1000 : 0;
  return { before: before.summary(), after: after.summary(), errors, failed: failed.length, failingSeconds };
}

/** What was sent after the kill through one of the servers. */
function through(sends, at, killedAt) {
  const here = sends.filter((send) => send.at === at && send.due >= killedAt);
  return { sent: here.length, failed: here.filter(({ error }) => error !== null).length };
}

/** What was acknowledged must be everywhere, before or after coming back; what was not, may be. */
function ofDeliveries(clients, sends) {
  const counts = { expected: 0, missed: 0, unacknowledged: 0 };
  for (const { acknowledgedAt, group, number } of sends) {
    const having = group.filter((client) => client.seen.has(number)).length;
    if (acknowledgedAt > 0) {
      counts.expected += group.length;
      counts.missed += group.length - having;
    } else {
      counts.unacknowledged += having;
    }
  }
  const total = (name) => clients.reduce((sum, client) => sum + client[name], 0);
  return { ...counts, doubled: total('doubled'), repeated: total('repeated'), outOfOrder: total('outOfOrder') };
}
