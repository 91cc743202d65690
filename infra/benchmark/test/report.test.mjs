import assert from 'node:assert/strict';
import test from 'node:test';
import { median } from '../lib/figures.mjs';
import { optionsOf, planOf } from '../lib/options.mjs';
import { latencyPlot } from '../lib/plot.mjs';
import { cpuPerUnit, keyFigures, latencySeries, sideBySide } from '../lib/report.mjs';

const run = (target, p50, more = {}) => ({
  target,
  result: { name: 'open', key: { 'p50 ms': p50 }, figures: { 'sent, warm-up included': 12, stored: 11, errors: 1 }, messages: 10,
    cpu: { used: { gateway: 0.02, kafka: 0.01, postgres: 0.01, generator: 0.5 }, wall: 1, otherWorkPercent: 1 }, faults: {}, ...more },
});

test('the median of an even number lies between the two in the middle', () => {
  assert.equal(median([4, 1, NaN, 3, 2]), 2.5);
  assert.equal(median([3, 1, 2]), 2);
});

test('CPU is charged to server, database and generator', () => {
  assert.deepEqual(cpuPerUnit(run('Parley', 1).result), { server: 3, database: 1, generator: 50 });
});

test('a send that failed is not missed among the stored', () => {
  assert.equal(keyFigures(run('Parley', 1).result)['sent, not stored'], 0);
});

test('targets stand side by side, with medians', () => {
  const text = sideBySide([run('Parley', 1), run('seed-stack', 9), run('Parley', 3), run('seed-stack', 9), run('Parley', 2)]);
  assert.match(text, /medians of 3 +Parley +seed-stack/);
  assert.match(text, /p50 ms +2 +9/);
});

test('a run with a fault is named', () => {
  assert.match(sideBySide([run('Parley', 1, { faults: { missing: 3 } })]), /Parley, open: not as it must be: missing 3/);
});

test('the plot has two lines for each target and says which rate was not sustained', () => {
  const rates = (factor) => [100, 500].map((rate) => ({ rate, p50: factor, p99: factor * rate, sustained: rate < 500 }));
  const series = latencySeries([{ target: 'Parley', result: { rates: rates(1) } }, { target: 'ejabberd', result: { rates: rates(2) } }]);
  const svg = latencyPlot({ title: 'a < b', subtitle: '' }, series);
  assert.equal(svg.match(/<polyline/g).length, 4);
  assert.equal(svg.match(/, not sustained/g).length, 4);
  assert.match(svg, /hollow: not sustained/);
  assert.match(svg, /a &lt; b/);
  assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
});

test('one rate alone makes a plot too', () => {
  assert.doesNotMatch(latencyPlot({ title: '', subtitle: '' }, [{ name: 'Parley', points: [{ rate: 100, p50: 5, p99: 5, sustained: true }] }]), /NaN/);
});

test('`all` is every scenario, the storm last', () => {
  const plan = planOf(optionsOf(['--scenario', 'all']));
  assert.deepEqual(plan.map(({ scenario, options }) => `${scenario} ${options.rate ?? ''}`.trim()),
    ['connect', 'closed', 'open 100', 'open 500', 'fanout', 'storm 50']);
});

test('options that make no sense are refused with a sentence', () => {
  assert.throws(() => optionsOf(['--scenario', 'storn']), /one of open, latency/);
  assert.throws(() => optionsOf(['--rates', '100,x']), /--rates: "x" must be a number above 0/);
  assert.throws(() => optionsOf(['--scenario', 'storm', '--against', 'seed-stack']), /for Parley alone/);
});
