// Ever more senders, each sends again when everybody has its message: the most that goes through.

import { faultsOf, Latencies } from '../lib/figures.mjs';
import { Messages } from '../lib/messages.mjs';
import { Meter } from '../lib/processes.mjs';
import { closePairs, joinedPairs, talk, verdict } from './pairs.mjs';

const STEPS = [1, 4, 16, 64, 128];
const WARMING_SENDERS = 16;

export async function closed(context) {
  const { target, options, pids, warm, say } = context;
  const messages = new Messages(target);
  const all = await joinedPairs(context, messages, options.claims);
  say(`warming up for ${warm} s`);
  await talk(messages, all, WARMING_SENDERS, warm);
  const seconds = options.seconds / STEPS.length;
  const steps = [];
  for (const senders of STEPS) {
    say(`${senders} senders`);
    const both = new Latencies();
    messages.onPart = (message, part, at) => {
      if (part === 'both') both.add(at - message.due);
    };
    const meter = new Meter(pids);
    await talk(messages, all, senders, seconds);
    const cpu = meter.stop();
    const latency = both.summary();
    steps.push({ senders, 'msg/s': latency.n / cpu.wall, ...latency, cpu });
  }
  messages.onPart = () => {};
  const { figures, faults } = await verdict(context, messages, all);
  closePairs(all);
  const best = steps.reduce((one, other) => (other['msg/s'] > one['msg/s'] ? other : one));
  return {
    name: 'closed',
    title: `Saturation over ${options.claims} claims`,
    steps,
    key: { 'saturation, messages/s': best['msg/s'], 'at senders': best.senders },
    figures: {
      'saturation msg/s': best['msg/s'],
      'at senders': best.senders,
      'not complete in time': messages.lost,
      errors: messages.failures(),
      ...figures,
      'other work %': best.cpu.otherWorkPercent,
    },
    errors: Object.fromEntries(messages.errors),
    cpu: best.cpu,
    messages: best.n,
    faults: faultsOf({ ...faults, 'not complete in time': messages.lost, refused: messages.failures() }),
  };
}
