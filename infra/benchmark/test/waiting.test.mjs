import assert from 'node:assert/strict';
import test from 'node:test';
import { Answers, sleep } from '../lib/waiting.mjs';

test('who is told that it takes longer waits longer', async () => {
  const answers = new Answers(100);
  const [told, untold] = [answers.expect('told', 'told'), answers.expect('untold', 'untold')];
  const refused = assert.rejects(untold, /no answer within 0.1 s/);
  for (let i = 0; i < 6; i++) {
    await sleep(40);
    answers.prolong('told');
  }
  await refused;
  answers.give('told', 'at last');
  assert.equal(await told, 'at last');
  answers.prolong('told');
});
