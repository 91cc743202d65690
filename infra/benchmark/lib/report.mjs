// What a run prints: one scenario in all detail, or many side by side.

import { figure, median, table } from './figures.mjs';

const DATABASE = 'postgres';
const GENERATOR = 'generator';
const MUCH_OTHER_WORK = 10;

/** CPU milliseconds per unit: {server, database, generator}; the server is all but the other two. */
export function cpuPerUnit({ cpu, messages }) {
  const sums = { server: 0, database: 0, generator: 0 };
  for (const [name, seconds] of Object.entries(cpu?.used ?? {})) {
    sums[name === DATABASE ? 'database' : name === GENERATOR ? 'generator' : 'server'] += seconds;
  }
  return Object.fromEntries(Object.entries(sums).map(([part, seconds]) => [part, (1000 * seconds) / Math.max(1, messages)]));
}

/** One scenario of one target. `used` is the memory of its processes. */
export function detailed(target, result, used) {
  const lines = ['', `${target}: ${result.title}`];
  if (result.columns?.length > 1) lines.push('', comparison(result.columns));
  else if (result.latencies) {
    lines.push('', table(['latency, ms', 'p50', 'p95', 'p99', 'max', 'n'],
      Object.entries(result.latencies).map(([name, { p50, p95, p99, max, n }]) => [name, p50, p95, p99, max, n])));
  }
  if (result.rates) lines.push('', overRates(result.rates));
  if (result.steps) {
    lines.push('', table(['senders', 'msg/s', 'p50 ms', 'p95 ms', 'p99 ms'],
      result.steps.map((step) => [String(step.senders), step['msg/s'], step.p50, step.p95, step.p99])));
  }
  if (result.sends?.length > 1) {
    lines.push('', table(['sends after the kill, through', 'sent', 'failed'],
      result.sends.map(({ through, killed, sent, failed }) => [killed ? `${through} (killed)` : through, sent, failed])));
  }
  lines.push('', table(['figure', 'value'], Object.entries(result.figures)));
  if (result.cpu) lines.push('', processes(target, result, used));
  lines.push(...remarks([{ target, result }]));
  return lines.join('\n');
}

/** Every scenario with a column for each target; medians over the repetitions. runs: [{target, result}] */
export function sideBySide(runs) {
  const targets = [...new Set(runs.map(({ target }) => target))];
  const rows = [];
  for (const name of new Set(runs.map(({ result }) => result.name))) {
    const here = runs.filter(({ result }) => result.name === name);
    const all = here.map(({ target, result }) => ({ target, figures: keyFigures(result) }));
    rows.push([name, ...targets.map(() => '')]);
    for (const label of new Set(all.flatMap(({ figures }) => Object.keys(figures)))) {
      rows.push([`  ${label}`, ...targets.map((target) => (
        median(all.filter((run) => run.target === target).map(({ figures }) => figures[label]))))]);
    }
  }
  const repetitions = runs.filter(({ target, result }) => target === runs[0].target && result.name === runs[0].result.name).length;
  const head = repetitions > 1 ? `medians of ${repetitions}` : 'figure';
  return ['', table([head, ...targets], rows), ...remarks(runs)].join('\n');
}

/** What is worth a line when targets are compared. */
export function keyFigures(result) {
  const all = { ...result.key };
  if (result.cpu) {
    const each = cpuPerUnit(result);
    // A delivery costs microseconds.
    const [unit, factor] = result.unit === 'delivery' ? ['µs', 1000] : ['ms', 1];
    for (const part of ['server', 'database', 'generator']) {
      all[`CPU ${unit} per ${result.unit ?? 'message'}, ${part}`] = factor * each[part];
    }
  }
  const { stored, errors = 0 } = result.figures;
  const sent = result.figures['sent, warm-up included'];
  if (sent !== undefined) all['sent, not stored'] = sent - errors - stored;
  if (result.cpu) all['other work on the machine, %'] = result.cpu.otherWorkPercent;
  return all;
}

/** [{name, points: [{rate, p50, p99, sustained}]}] for the plot; medians over the repetitions. */
export function latencySeries(runs) {
  const series = new Map();
  for (const { target, result } of runs) {
    const rates = series.get(target) ?? series.set(target, new Map()).get(target);
    for (const step of result.rates) (rates.get(step.rate) ?? rates.set(step.rate, []).get(step.rate)).push(step);
  }
  return [...series].map(([name, rates]) => ({
    name,
    points: [...rates].map(([rate, steps]) => ({
      rate,
      p50: median(steps.map(({ p50 }) => p50)),
      p99: median(steps.map(({ p99 }) => p99)),
      sustained: steps.every(({ sustained }) => sustained),
    })),
  }));
}

function processes(target, result, used) {
  const perUnit = (seconds) => (1000 * seconds) / Math.max(1, result.messages);
  const ofCore = (seconds) => (100 * seconds) / result.cpu.wall;
  const charged = Object.entries(result.cpu.used).filter(([name]) => name !== GENERATOR);
  const total = charged.reduce((sum, [, seconds]) => sum + seconds, 0);
  const rows = charged.map(([name, seconds]) => [name, perUnit(seconds), ofCore(seconds), used[name]?.pss ?? NaN]);
  rows.push([`all of ${target}`, perUnit(total), ofCore(total), Object.values(used).reduce((sum, { pss }) => sum + pss, 0)]);
  const generator = result.cpu.used[GENERATOR];
  rows.push([`(${GENERATOR})`, perUnit(generator), ofCore(generator), NaN]);
  const when = result.rates ? `process, at ${result.rates.at(-1).rate}/s` : 'process';
  return table([when, `CPU ms per ${result.unit ?? 'message'}`, '% of a core', 'PSS MiB'], rows);
}

function overRates(rates) {
  return table(['messages/s', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'CPU ms: server', 'database', 'missing', 'generator lag p99', 'other work %'],
    rates.map((step) => {
      const { server, database } = cpuPerUnit(step);
      const { p50, p95, p99, max } = step.latencies['both sockets'];
      const { missing } = step.figures;
      return [String(step.rate), p50, p95, p99, max, server, database, missing, step.figures['generator lag p99 ms'], step.cpu.otherWorkPercent];
    }));
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
  return table(['latency, ms', ...columns.flatMap(names), 'ratio p50', 'ratio p99'], rows);
}

/** What makes figures worth less, or is a fault. */
function remarks(runs) {
  const lines = [];
  for (const { target, result } of runs) {
    const where = `${target}, ${result.name}`;
    for (const [why, count] of Object.entries(result.errors ?? {})) lines.push('', `${where}: error: ${why}, ${count} times`);
    const faults = Object.entries(result.faults).map(([what, count]) => `${what} ${figure(count)}`);
    if (faults.length > 0) lines.push('', `${where}: not as it must be: ${faults.join(', ')}`);
    if (result.cpu?.otherWorkPercent > MUCH_OTHER_WORK) {
      lines.push('', `${where}: the machine did other work (${figure(result.cpu.otherWorkPercent)} % of all cores): compare CPU per message only.`);
    }
  }
  return lines;
}
