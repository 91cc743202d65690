// That the generator counts right, against a fake with planted faults; not that Parley is fast.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Parley } from '../lib/parley.mjs';
import { closed } from '../scenarios/closed.mjs';
import { connect } from '../scenarios/connect.mjs';
import { fanout } from '../scenarios/fanout.mjs';
import { latency, open } from '../scenarios/open.mjs';
import { silent } from '../scenarios/silent.mjs';
import { storm } from '../scenarios/storm.mjs';
import { FakeGateway } from './fake-gateway.mjs';

const DOWN_MS = 500;
const TIMES = { settle: 100, idle: 100, rest: 100, lead: 500, stable: 300, tail: 500, limit: 60_000, closed: 2_000, back: 5_000, look: 100 };
// Waited out in full only where something never comes; elsewhere a busy machine needs it.
const DRAIN_MS = 15_000;
const DRAIN_OF_HOLES_MS = 1_000;

class ParleyWithFake extends Parley {
  constructor(...fakes) {
    super(`http://127.0.0.1:${fakes[0].port}`);
    this.fakes = fakes;
  }

  running() {
    return this.fakes.map(({ port }, i) => ({ name: `fake-${i + 1}`, port }));
  }

  async insight() {
    return { heap: 50 * 2 ** 20, closed: this.fakes[0].tired };
  }

  crash() {
    this.fakes.at(-1).crash(DOWN_MS);
    return this.fakes.length - 1;
  }
}

async function run(scenario, faults, options, gateways = 1) {
  const fake = await new FakeGateway(faults).start();
  const others = [];
  for (let i = 1; i < gateways; i++) others.push(await new FakeGateway(faults, fake).start());
  const target = new ParleyWithFake(fake, ...others);
  try {
    const all = { rate: 100, rates: [50, 100], seconds: 1, claims: 5, sockets: 20, ...options };
    const drain = faults.loses || faults.swaps ? DRAIN_OF_HOLES_MS : DRAIN_MS;
    const result = await scenario({ target, options: all, pids: {}, warm: 0.2, say: () => {}, times: { ...TIMES, drain } });
    return { ...result, pagesRead: fake.pagesRead };
  } finally {
    target.close();
    for (const gateway of [fake, ...others]) await gateway.stop();
  }
}

test('open sees every message answered, echoed, delivered and stored', async () => {
  const result = await run(open, {});
  assert.deepEqual(result.faults, {});
  assert.equal(result.latencies['both sockets'].n, 100);
  assert.equal(result.figures.stored, result.figures['sent, warm-up included']);
});

test('latency has a row for each rate', async () => {
  const { rates, faults } = await run(latency, {});
  assert.deepEqual(faults, {});
  assert.deepEqual(rates.map(({ rate, n, sustained }) => [rate, n, sustained]), [[50, 50, true], [100, 100, true]]);
});

test('closed counts what reached both', async () => {
  const result = await run(closed, {});
  assert.deepEqual(result.faults, {});
  assert.ok(result.figures['saturation msg/s'] > 0);
});

test('fan-out counts each listener', async () => {
  const result = await run(fanout, {});
  assert.deepEqual(result.faults, {});
  assert.ok(result.messages > 0 && result.messages % 20 === 0);
});

test('connect counts the joined', async () => {
  const result = await run(connect, {});
  assert.deepEqual(result.faults, {});
  assert.equal(result.latencies['connect and join'].n, 20);
});

test('open finds a message that one person got twice', async () => {
  const { faults } = await run(open, { doubles: 40 });
  assert.deepEqual(Object.keys(faults), ['deliveries repeated']);
});

test('open finds a message that was acknowledged and not stored', async () => {
  const { faults } = await run(open, { forgets: 40 });
  assert.deepEqual(Object.keys(faults), ['sent and not stored']);
});

test('open finds two people who saw two orders', async () => {
  const { faults } = await run(open, { swaps: 15 }, { claims: 1 });
  assert.equal(faults['claims seen in two orders'], 1);
});

test('fan-out finds a delivery too many', async () => {
  const { faults } = await run(fanout, { doubles: 50 });
  assert.deepEqual(Object.keys(faults), ['deliveries too many']);
});

// The fake works in this process: a rate that a busy machine can bear.
const QUIET = { rate: 40, sockets: 8, claims: 1 };

test('storm: all come back, page through what they missed, and miss nothing', async () => {
  const { figures, faults, pagesRead } = await run(storm, {}, QUIET);
  assert.deepEqual(faults, {});
  assert.equal(figures['lost their socket'], 8);
  assert.ok(figures['all back after s'] >= DOWN_MS / 1000);
  assert.ok(figures['of these failed'] > 0, 'sends fail while nothing listens');
  assert.ok(figures['deliveries expected'] > 0);
  assert.ok(pagesRead > 0, 'somebody missed more than one answer holds');
});

test('storm with two gateways: the clients of the one that is killed go on to the other', async () => {
  const { figures, faults, sends } = await run(storm, {}, QUIET, 2);
  assert.deepEqual(faults, {});
  assert.equal(figures['lost their socket'], 4);
  const [lives, killed] = sends;
  assert.deepEqual([lives.killed, lives.failed, killed.killed], [false, 0, true]);
  assert.ok(lives.sent > 0);
});

test('storm finds deliveries that were lost, doubled or out of order', async () => {
  const lost = await run(storm, { loses: 50 }, QUIET);
  assert.ok(lost.faults['deliveries missed'] > 0);
  const doubled = await run(storm, { doubles: 50 }, QUIET);
  assert.ok(doubled.faults['deliveries doubled'] > 0);
  const swapped = await run(storm, { swaps: 50 }, QUIET);
  assert.ok(swapped.faults['out of order'] > 0);
});

test('silent: the one that does not read is closed, comes back and has missed nothing', async () => {
  const { figures, faults, latencies } = await run(silent, { tiresOf: { user: 'agent-6', after: 60 } }, QUIET);
  assert.deepEqual(faults, {});
  assert.equal(figures['closed with'], 4409);
  assert.ok(figures['closed after, s'] > 0 && figures['closed after, s'] < 1);
  assert.equal(latencies['to each, everybody reads'].n, 40 * 6);
  assert.equal(figures['most heap in use before, MiB'], 50);
});

test('silent finds a gateway that closes nobody, and what was missed', async () => {
  const kept = await run(silent, {}, QUIET);
  assert.deepEqual(Object.keys(kept.faults), ['not closed for not reading', 'not back']);
  const lossy = await run(silent, { loses: 20, tiresOf: { user: 'agent-6', after: 60 } }, QUIET);
  assert.ok(lossy.faults.missed > 0);
});
