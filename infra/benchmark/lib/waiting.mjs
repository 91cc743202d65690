// Waiting: for a time, for many things at once, for an answer on a socket.

const ANSWER_MS = 20_000;
const ATTEMPTS = 10;

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Until the condition holds, or the time is over; tells which. */
export async function until(condition, milliseconds, every = 20) {
  const deadline = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() >= deadline) return false;
    await sleep(every);
  }
  return true;
}

/** Runs work(0) … work(count - 1), at most `limit` at a time. */
export async function inParallel(count, limit, work) {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
}

/** Preparing is patient: what a busy server refuses is tried again, a few times. What is measured never is. */
export async function patiently(work) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await sleep(1000);
    }
  }
}

/** Questions on a socket that wait for their answer. */
export class Answers {
  #waiting = new Map();
  #ended = null;
  #answerMs;

  constructor(answerMs = ANSWER_MS) {
    this.#answerMs = answerMs;
  }

  expect(key, what) {
    const answer = new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(this.#ended);
        return;
      }
      const late = () => this.refuse(key, new Error(`${what}: no answer within ${this.#answerMs / 1000} s`));
      this.#waiting.set(key, { resolve, reject, timer: setTimeout(late, this.#answerMs).unref() });
    });
    // Who asked may have given up before it is refused.
    answer.catch(() => {});
    return answer;
  }

  /** Whoever has to answer says that it takes longer: the time begins anew. */
  prolong(key) {
    this.#waiting.get(key)?.timer.refresh();
  }

  give(key, value) {
    this.#take(key)?.resolve(value);
  }

  refuse(key, error) {
    this.#take(key)?.reject(error);
  }

  /** The socket has closed: nobody will answer any more. */
  end(error) {
    this.#ended = error;
    for (const key of [...this.#waiting.keys()]) this.refuse(key, error);
  }

  #take(key) {
    const question = this.#waiting.get(key);
    this.#waiting.delete(key);
    clearTimeout(question?.timer);
    return question;
  }
}
