#!/usr/bin/env node
// Measures the running local stack from outside. `node infra/benchmark/bench.mjs --help`, or ./parley bench --help.

import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { figure, table } from './lib/figures.mjs';
import { Parley } from './lib/parley.mjs';
import { calm, memory, parleyProcesses } from './lib/processes.mjs';
import { read } from './lib/reading.mjs';
import * as sending from './lib/scenarios.mjs';

const scenarios = { ...sending, read };

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const HELP = `Usage: ./parley bench [OPTIONS]

Measures the running stack through its gateway, as clients see it, and charges CPU and memory to each process.

  --scenario NAME   open     messages at a fixed rate: latency from the instant each was due (default)
                    closed   ever more senders: how many messages a second go through
                    fanout   one claim with many listeners: deliveries a second
                    connect  many joined sockets: joins a second, memory of each
                    read     pages, inbox, unread counts, searches among many stored messages
  --rate N          messages a second, for open (100); requests a second, for read (50)
  --seconds N       how long to measure (20)
  --warm N          how long to warm up before (45: the services are compiled while they work)
  --claims N        claims with a customer's and an agent's socket each (50)
  --sockets N       listeners for fanout, sockets for connect (1000)
  --url ADDRESS     the gateway (http://127.0.0.1:8080, or the port in PARLEY_GATEWAY_PORT)
  --json            one JSON object instead of tables
  --stored N,M      for read: fill up to N messages, measure, fill up to M, measure, compare

  --fill N          instead of measuring, fill messaging's database up to N messages of tenant acme: years of claims
                    with all that belongs to messages, written by SQL, unseen by Kafka and the other services
     --claims N     over how many claims (one for every 50 messages)
     --seed S       what everything follows from (1)
`;

const number = (text) => {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`"${text}" must be a number above 0`);
  return value;
};

function options() {
  const text = (fallback) => ({ type: 'string', default: String(fallback) });
  const { values } = parseArgs({
    options: {
      scenario: text('open'),
      rate: { type: 'string' },
      seconds: text(20),
      warm: text(45),
      claims: text(50),
      sockets: text(1000),
      stored: { type: 'string' },
      url: text(`http://127.0.0.1:${process.env.PARLEY_GATEWAY_PORT ?? 8080}`),
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (!(values.scenario in scenarios)) throw new Error(`there is no scenario "${values.scenario}"`);
  values.rate ??= values.scenario === 'read' ? '50' : '100';
  for (const name of ['rate', 'seconds', 'warm', 'claims', 'sockets']) values[name] = number(values[name]);
  return values;
}

/** On a terminal one line that is overwritten; elsewhere a plain line when the activity changes. */
function progress() {
  const terminal = process.stderr.isTTY;
  let lastAt = 0;
  let lastWord = '';
  return {
    say(what) {
      const word = what.replace(/[\d.]+/g, '#');
      if (terminal && (performance.now() - lastAt > 100 || word !== lastWord)) {
        lastAt = performance.now();
        process.stderr.write(`\r\x1b[2K${what}`);
      } else if (!terminal && word !== lastWord) {
        process.stderr.write(`${what.replace(/\d+ of /, '')}\n`);
      }
      lastWord = word;
    },
    end() {
      if (terminal) process.stderr.write('\r\x1b[2K');
    },
  };
}

/** Each kind of request with each number of stored messages, and how much the last is worse than the first. */
function comparison(columns) {
  const [first, last] = [columns[0], columns.at(-1)];
  const names = (column) => ['p50', 'p95', 'p99'].map((quantile) => `${quantile} at ${column.stored}`);
  const rows = Object.keys(first.latencies).map((name) => [
    name,
    ...columns.flatMap(({ latencies }) => [latencies[name].p50, latencies[name].p95, latencies[name].p99]),
    last.latencies[name].p50 / first.latencies[name].p50,
    last.latencies[name].p99 / first.latencies[name].p99,
  ]);
  return [table(['latency, ms', ...columns.flatMap(names), 'ratio p50', 'ratio p99'], rows)];
}

function print(result, used) {
  const lines = [`\n${result.title}`];
  if (result.columns?.length > 1) lines.push('', ...comparison(result.columns));
  else if (result.latencies) {
    lines.push('', table(['latency, ms', 'p50', 'p95', 'p99', 'max', 'n'],
      Object.entries(result.latencies).map(([name, { p50, p95, p99, max, n }]) => [name, p50, p95, p99, max, n])));
  }
  if (result.steps) {
    lines.push('', table(['senders', 'msg/s', 'p50 ms', 'p95 ms', 'p99 ms'],
      result.steps.map((step) => [String(step.senders), step['msg/s'], step.p50, step.p95, step.p99])));
  }
  lines.push('', table(['figure', 'value'], Object.entries(result.figures)));
  const perUnit = (seconds) => (1000 * seconds) / Math.max(1, result.messages);
  const charged = Object.entries(result.cpu.used).filter(([name]) => name !== 'generator');
  const total = charged.reduce((sum, [, seconds]) => sum + seconds, 0);
  const rows = charged.map(([name, seconds]) => [name, perUnit(seconds), (100 * seconds) / result.cpu.wall, used[name]?.pss ?? NaN]);
  rows.push(['all of Parley', perUnit(total), (100 * total) / result.cpu.wall, Object.values(used).reduce((sum, { pss }) => sum + pss, 0)]);
  rows.push(['(generator)', perUnit(result.cpu.used.generator), (100 * result.cpu.used.generator) / result.cpu.wall, NaN]);
  lines.push('', table(['process', `CPU ms per ${result.unit ?? 'message'}`, '% of a core', 'PSS MiB'], rows));
  for (const [why, count] of Object.entries(result.errors ?? {})) lines.push('', `error: ${why}, ${count} times`);
  if (result.cpu.otherWorkPercent > 10) {
    lines.push('', `The machine did other work (${figure(result.cpu.otherWorkPercent)} % of all cores): compare CPU per message only.`);
  }
  console.log(lines.join('\n'));
}

async function main() {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    console.log(HELP);
    return;
  }
  const given = options();
  const line = progress();
  const parley = new Parley(given.url);
  try {
    const pids = parleyProcesses(ROOT);
    await calm(line.say);
    const result = await scenarios[given.scenario]({ parley, pids, options: given, say: line.say, root: ROOT });
    line.end();
    const used = memory(pids);
    if (given.json) {
      const machine = { cores: os.cpus().length, cpu: os.cpus()[0]?.model, memoryMiB: Math.round(os.totalmem() / 2 ** 20) };
      console.log(JSON.stringify({ scenario: given.scenario, options: given, machine, ...result, memoryMiB: used }, null, 2));
    } else {
      print(result, used);
    }
    process.exitCode = result.figures.missing || result.figures.errors ? 1 : 0;
  } finally {
    line.end();
    parley.close();
  }
}

main().then(() => process.exit(), (failure) => {
  console.error(failure.message);
  process.exit(1);
});
