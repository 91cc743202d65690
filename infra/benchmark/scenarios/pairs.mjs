// What `open`, `closed` and `latency` share: claims with a customer's and an agent's socket, and people who talk.

import { inParallel, sleep, until } from '../lib/waiting.mjs';

export const OPENING = 64;
const GIVE_UP_MS = 10_000;
const ANSWERS_MS = 60_000;

/** `count` claims, each with a customer's and an agent's socket, both joined. */
export async function joinedPairs({ target, say }, messages, count) {
  const [customers, agents] = await Promise.all([target.people('CUSTOMER', count), target.people('AGENT', count)]);
  const claims = await target.claims(customers, count, (made) => say(`claims ${made} of ${count}`));
  const all = new Array(count);
  let joined = 0;
  await inParallel(count, OPENING, async (i) => {
    const customer = await messages.listen(customers[i], claims[i]);
    const agent = await messages.listen(agents[i], claims[i]);
    all[i] = { claimId: claims[i], customer, agent };
    say(`sockets ${2 * ++joined} of ${2 * count}`);
  });
  return all;
}

export function closePairs(all) {
  for (const { customer, agent } of all) {
    customer.close();
    agent.close();
  }
}

/** As many senders as given, each with one message on its way. Warms up what is measured next. */
export async function talk(messages, all, senders, seconds) {
  const end = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: senders }, async (_, i) => {
    for (let turn = i; performance.now() < end; turn += 1) {
      const { message, done } = messages.send(all[i % all.length], turn % 2 === 1, performance.now());
      let timer;
      const tooLate = new Promise((resolve) => { timer = setTimeout(resolve, GIVE_UP_MS, false); });
      const complete = await Promise.race([done, tooLate]);
      clearTimeout(timer);
      if (!complete) {
        messages.lost += message.failed ? 0 : 1;
        await sleep(20);
      }
      messages.forget(message);
    }
  }));
}

/** What was sent against what is stored, and whether both people of each claim saw the same; taken at the very end. */
export async function verdict({ target, say, times: { answers = ANSWERS_MS } = {} }, messages, all) {
  const answered = () => messages.acknowledged + messages.failures() >= messages.sent;
  const count = () => target.stored(all);
  say('counting what is stored');
  // What is still on its way would be counted with the next scenario.
  if (target.acknowledges) await until(answered, answers, 50);
  else await until(async () => (await count()) >= messages.sent, answers, 500);
  const stored = await count();
  const divergent = messages.divergent(all);
  return {
    figures: {
      'sent, warm-up included': messages.sent,
      stored,
      'claims seen in two orders': divergent,
      'deliveries repeated': messages.repeated,
      'sockets broken': messages.broken,
    },
    faults: {
      // A send that failed may have been stored all the same.
      'sent and not stored': messages.sent - messages.failures() - stored,
      'stored and not sent': stored - messages.sent,
      'claims seen in two orders': divergent,
      'deliveries repeated': messages.repeated,
      'sockets broken': messages.broken,
    },
  };
}
