// Sockets that have joined and then say nothing: how fast they come, and what each costs.

import { faultsOf, Latencies } from '../lib/figures.mjs';
import { memory, Meter, openFiles } from '../lib/processes.mjs';
import { inParallel, sleep } from '../lib/waiting.mjs';
import { OPENING } from './pairs.mjs';

/** Milliseconds until the sockets are at rest, and of rest that are measured. */
const TIMES = { settle: 4_000, idle: 5_000 };
// Besides the sockets: logs, libraries, connections to the services.
const OTHER_FILES = 300;

export async function connect({ target, options, pids, say, times = TIMES }) {
  const count = options.sockets;
  needFiles(count, process.pid, 'this shell');
  for (const pid of pids[target.holder] ?? []) needFiles(count, pid, `the ${target.holder}`);
  const claims = Math.min(options.claims, count);
  say(`${count} people`);
  const customers = await target.people('CUSTOMER', claims);
  const agents = await target.people('AGENT', count);
  const ids = await target.claims(customers, claims, (made) => say(`claims ${made} of ${claims}`));

  const before = memory(pids)[target.holder];
  const joins = new Latencies();
  const errors = new Map();
  const sockets = [];
  let broken = 0;
  const meter = new Meter(pids);
  await inParallel(count, OPENING, async (i) => {
    const begun = performance.now();
    try {
      const socket = await target.connect(agents[i], { number: i, onMessage: () => {}, onClose: () => broken++ });
      sockets.push(socket);
      await socket.join(ids[i % claims]);
      joins.add(performance.now() - begun);
    } catch (error) {
      errors.set(error.code ?? error.message, (errors.get(error.code ?? error.message) ?? 0) + 1);
    }
    say(`sockets ${sockets.length} of ${count}`);
  });
  const cpu = meter.stop();

  say('the sockets are idle');
  await sleep(times.settle);
  const idle = new Meter(pids);
  await sleep(times.idle);
  const { used, wall } = idle.stop();
  const after = memory(pids)[target.holder];
  const alive = sockets.length - broken;
  sockets.forEach((socket) => socket.close());
  const perSocket = (kind) => ((after?.[kind] - before?.[kind]) * 1024) / Math.max(1, alive);
  const idlePercent = (100 * Object.entries(used).reduce((sum, [name, seconds]) => sum + (name === 'generator' ? 0 : seconds), 0)) / wall;
  const joined = joins.summary();
  return {
    name: `connect, ${count} sockets`,
    title: `${count} sockets, each joined to one of ${claims} claims`,
    latencies: { 'connect and join': joined },
    key: { 'joins/s': joined.n / cpu.wall, 'KiB per socket, RSS': perSocket('rss'), 'KiB per socket, PSS': perSocket('pss') },
    figures: {
      'joins/s': joined.n / cpu.wall,
      'all joined after s': cpu.wall,
      [`${target.holder} KiB per socket, RSS`]: perSocket('rss'),
      [`${target.holder} KiB per socket, PSS`]: perSocket('pss'),
      'CPU with all idle, % of a core': idlePercent,
      'sockets broken': broken,
      errors: count - joined.n,
      'other work %': cpu.otherWorkPercent,
    },
    errors: Object.fromEntries(errors),
    cpu,
    messages: count,
    unit: 'socket',
    faults: faultsOf({ 'not joined': count - joined.n, 'sockets broken': broken }),
  };
}

/** Before anything is opened: a process that runs out of files in the middle says nothing that helps. */
export function needFiles(sockets, pid, who) {
  const allowed = openFiles(pid);
  if (sockets + OTHER_FILES > allowed) {
    throw new Error(`${sockets} sockets need ${sockets + OTHER_FILES} open files, and ${who} may open ${allowed}: `
      + `raise the limit (ulimit -n ${sockets + 2 * OTHER_FILES}, then ./parley down and up), or take fewer --sockets.`);
  }
}
