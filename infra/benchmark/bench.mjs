#!/usr/bin/env node
// Measures the running local stack from outside, and a competitor in the same run.
// `node infra/benchmark/bench.mjs --help`, or ./parley bench --help.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Children } from './lib/children.mjs';
import { HELP, optionsOf, planOf } from './lib/options.mjs';
import { Parley } from './lib/parley.mjs';
import { latencyPlot } from './lib/plot.mjs';
import { Postgres, runningPostgres } from './lib/postgres.mjs';
import { calm, memory, parleyProcesses } from './lib/processes.mjs';
import { progress } from './lib/progress.mjs';
import { detailed, latencySeries, sideBySide } from './lib/report.mjs';
import { Ejabberd } from './peers/ejabberd.mjs';
import { SeedStack } from './peers/seed-stack.mjs';
import { closed } from './scenarios/closed.mjs';
import { connect } from './scenarios/connect.mjs';
import { fanout } from './scenarios/fanout.mjs';
import { latency, open } from './scenarios/open.mjs';
import { read } from './scenarios/read.mjs';
import { silent } from './scenarios/silent.mjs';
import { storm } from './scenarios/storm.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const STATE = path.resolve(ROOT, process.env.PARLEY_STATE || '.parley');
const SCENARIOS = { open, latency, closed, fanout, connect, storm, silent, read };
// Services that have just worked, and a competitor without a compiler that learns for long, need less.
const WARM_AGAIN_SECONDS = 5;
const WARM_PEER_SECONDS = 10;

class Bench {
  constructor(given, line) {
    this.given = given;
    this.line = line;
    this.children = new Children(path.join(STATE, 'bench', 'run'));
    this.parley = new Parley(given.url, ROOT);
    this.peer = given.against ? this.#competitor() : null;
    this.stopped = false;
    this.runs = [];
  }

  async prepare() {
    await this.children.stopAll();
    await this.peer?.prepare(this.line.say);
  }

  async run() {
    for (let repetition = 1; repetition <= this.given.reps; repetition++) {
      this.#parleyUp();
      if (this.peer) Object.assign(this.peer.postgres, runningPostgres(parleyProcesses(ROOT).pids.postgres[0]));
      await calm(ROOT, this.line.say);
      await this.#measure(this.parley, repetition, this.given.warm);
      if (!this.peer) continue;
      this.#parleyDown();
      this.line.say(`starting ${this.peer.name}`);
      await this.peer.start();
      await this.#measure(this.peer, repetition, Math.min(this.given.warm, WARM_PEER_SECONDS));
      this.peer.close();
      await this.children.stopAll();
    }
  }

  /** Whatever happened: nothing of the competitor runs on, and Parley runs as before. */
  async end() {
    this.parley.close();
    this.peer?.close();
    await this.children.stopAll();
    this.#parleyUp();
  }

  async #measure(target, repetition, warm) {
    let first = true;
    const plan = planOf(this.given);
    for (const { scenario, options } of plan) {
      if (scenario === 'storm' && !target.crash) continue;
      const say = (what) => this.line.say(`${target.name}, ${scenario}: ${what}`);
      const pids = target.processes;
      await target.begin();
      const context = { target, pids, options, say, root: ROOT, warm: first ? warm : Math.min(warm, WARM_AGAIN_SECONDS) };
      // One scenario that fails takes nothing from the others.
      const result = await SCENARIOS[scenario](context).catch((error) => {
        if (plan.length === 1) throw error;
        return { name: scenario, title: scenario, key: {}, figures: {}, errors: { [error.message]: 1 }, faults: { 'not finished': 1 } };
      });
      this.line.end();
      this.runs.push({ target: target.name, scenario, repetition, options, result, used: result.cpu ? memory(pids) : {} });
      first = false;
    }
  }

  #competitor() {
    const { against } = this.given;
    const port = (name, fallback) => Number(process.env[name] || fallback);
    const folder = path.join(STATE, 'bench', 'peers');
    const postgres = new Postgres({}, path.join(folder, 'postgres'), port('PARLEY_BENCH_POSTGRES_PORT', 25433), this.children);
    const place = {
      builds: path.join(ROOT, '.parley', 'bench'),
      logs: path.join(STATE, 'bench', 'logs'),
      port: port('PARLEY_BENCH_PEER_PORT', 13001),
      folder,
      postgres,
      children: this.children,
    };
    return against === 'ejabberd' ? new Ejabberd(against, place) : new SeedStack(against, place);
  }

  #parleyDown() {
    if (this.given.keep) return;
    this.line.say('stopping Parley while the competitor is measured');
    this.line.end();
    this.stopped = true;
    execFileSync(path.join(ROOT, 'parley'), ['down'], { stdio: ['ignore', 2, 2] });
  }

  #parleyUp() {
    if (!this.stopped) return;
    this.line.say('starting Parley again');
    this.line.end();
    execFileSync(path.join(ROOT, 'parley'), ['up', '--detach'], { stdio: ['ignore', 2, 2] });
    this.stopped = false;
  }
}

function plot(runs, given) {
  const file = path.join(STATE, 'bench', 'latency.svg');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const subtitle = `over ${given.claims ?? 50} claims, ${given.seconds} s at each rate, from the instant a message was due`;
  fs.writeFileSync(file, latencyPlot({ title: 'Latency over rate', subtitle }, latencySeries(runs)));
  return file;
}

function print({ runs, given }) {
  const plotted = runs.filter(({ result }) => result.rates);
  const file = plotted.length > 0 ? plot(plotted, given) : null;
  if (given.json) {
    const machine = { cores: os.cpus().length, cpu: os.cpus()[0]?.model, memoryMiB: Math.round(os.totalmem() / 2 ** 20) };
    const flat = runs.map(({ result, used, ...run }) => ({ ...run, ...result, memoryMiB: used }));
    console.log(JSON.stringify(flat.length === 1 ? { machine, ...flat[0] } : { options: given, machine, runs: flat }, null, 2));
  } else {
    if (runs.length === 1 || given.details) for (const { target, result, used } of runs) console.log(detailed(target, result, used));
    else if (plotted.length > 0) for (const { target, result, used } of plotted) console.log(detailed(target, result, used));
    if (runs.length > 1) console.log(sideBySide(runs));
    if (file) console.log(`\nLatency over rate: ${file}`);
  }
}

async function main() {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    console.log(HELP);
    return;
  }
  const given = optionsOf(process.argv.slice(2));
  const line = progress();
  const bench = new Bench(given, line);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      line.end();
      console.error(bench.stopped ? 'Interrupted. Parley is stopped: ./parley up --detach starts it.' : 'Interrupted.');
      bench.children.stopAll().finally(() => process.exit(130));
    });
  }
  await bench.prepare();
  // ./parley bench asks for this before it starts the stack: what cannot be done is said at once.
  if (given.prepare) return;
  try {
    await bench.run();
  } finally {
    line.end();
    // What has been measured is shown, also when the rest failed or Parley takes its time to come back.
    if (bench.runs.length > 0) print(bench);
    await bench.end();
  }
  process.exitCode = bench.runs.some(({ result }) => Object.keys(result.faults).length > 0) ? 1 : 0;
}

main().then(() => process.exit(), (failure) => {
  console.error(failure.message);
  process.exit(1);
});
