// CPU and memory of Parley's processes, from /proc. Children (PostgreSQL has many) count with the process that the
// launcher knows; a process belongs to its nearest ancestor among those.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

const TICKS_PER_SECOND = 100;

/** What `./parley status --json` says, and {name: [pid]}; several processes of one service are one name. */
export function parleyProcesses(root) {
  let rows;
  try {
    rows = JSON.parse(execFileSync(`${root}/parley`, ['status', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] }));
  } catch (failure) {
    const said = failure.stderr?.toString().trim() || 'nothing runs';
    throw new Error(`./parley status says: ${said}. ./parley up --detach starts the stack.`);
  }
  const pids = {};
  for (const { name, pid } of rows) if (pid) (pids[name.replace(/-\d+$/, '').replace(/-service$/, '')] ??= []).push(pid);
  return { rows, pids };
}

function stat(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const seconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    const ended = (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
    return { pid, parent: Number(fields[1]), seconds: seconds + ended };
  } catch {
    return null;
  }
}

function families(pids) {
  const all = new Map();
  for (const entry of fs.readdirSync('/proc')) {
    const process = /^\d+$/.test(entry) && stat(Number(entry));
    if (process) all.set(process.pid, process);
  }
  const names = new Map(Object.entries(pids).flatMap(([name, roots]) => roots.map((pid) => [pid, name])));
  const members = Object.fromEntries(Object.keys(pids).map((name) => [name, []]));
  for (const process of all.values()) {
    let ancestor = process;
    while (ancestor && !names.has(ancestor.pid)) ancestor = all.get(ancestor.parent);
    if (ancestor) members[names.get(ancestor.pid)].push(process);
  }
  return members;
}

export function cpuSeconds(pids) {
  const sums = {};
  for (const [name, members] of Object.entries(families(pids))) {
    sums[name] = members.reduce((sum, { seconds }) => sum + seconds, 0);
  }
  return sums;
}

/** After a start the launcher builds caches for the next one, on the cores that are to be measured. */
function cachesAreBuilt(root) {
  return !fs.readdirSync('/proc').some((entry) => {
    try {
      return /^\d+$/.test(entry) && fs.readFileSync(`/proc/${entry}/cmdline`, 'latin1').includes(`-XX:AOTCacheOutput=${root}/`);
    } catch {
      return false;
    }
  });
}

/** Waits for the caches, at most five minutes; twice in a row, for there is a moment between two of them. */
export async function calm(root, say) {
  const deadline = Date.now() + 300_000;
  let quiet = 0;
  while (quiet < 2 && Date.now() < deadline) {
    quiet = cachesAreBuilt(root) ? quiet + 1 : 0;
    if (quiet === 0) say('waiting until the caches of the services are built');
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
}

/** {name: {pss, rss}} in MiB. */
export function memory(pids) {
  const sums = {};
  for (const [name, members] of Object.entries(families(pids))) {
    sums[name] = { pss: 0, rss: 0 };
    for (const { pid } of members) {
      try {
        const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
        sums[name].pss += Number(/^Pss:\s+(\d+)/m.exec(text)[1]) / 1024;
        sums[name].rss += Number(/^Rss:\s+(\d+)/m.exec(text)[1]) / 1024;
      } catch {
        // It has ended, or belongs to somebody else.
      }
    }
  }
  return sums;
}

function machine() {
  const ticks = fs.readFileSync('/proc/stat', 'latin1').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
  const [user, nice, system, , , interrupts, softInterrupts] = ticks;
  return (user + nice + system + interrupts + softInterrupts) / TICKS_PER_SECOND;
}

/** How many files a process may open; sockets are files. Infinity when it cannot be told. */
export function openFiles(pid) {
  try {
    const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(fs.readFileSync(`/proc/${pid}/limits`, 'latin1'));
    return soft === 'unlimited' ? Infinity : Number(soft);
  } catch {
    return Infinity;
  }
}

/** CPU over a window: `const meter = new Meter(pids)` … `meter.stop()`. */
export class Meter {
  constructor(pids) {
    this.pids = { ...pids, generator: [process.pid] };
    this.begun = performance.now();
    this.cpu = cpuSeconds(this.pids);
    this.machine = machine();
  }

  stop() {
    const wall = (performance.now() - this.begun) / 1000;
    const now = cpuSeconds(this.pids);
    const busy = machine() - this.machine;
    const used = Object.fromEntries(Object.keys(now).map((name) => [name, Math.max(0, now[name] - this.cpu[name])]));
    const known = Object.values(used).reduce((sum, seconds) => sum + seconds, 0);
    const cores = os.cpus().length;
    return { wall, used, otherWorkPercent: Math.max(0, (100 * (busy - known)) / (wall * cores)) };
  }
}
