// Processes that a run starts beside Parley. Each leads its own group, so that Ctrl-C reaches them through `stop` alone,
// and leaves a record, so that a later run ends what one that was killed has left behind.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sleep, until } from './waiting.mjs';

const PATIENCE_MS = 15_000;

export class Children {
  constructor(folder) {
    this.folder = folder;
    fs.mkdirSync(folder, { recursive: true });
  }

  /** Resolves with the pid once the condition holds; else says how the log ends. */
  async start(name, [command, ...args], { env = {}, log, ready, readyMs = 60_000, cwd }) {
    fs.mkdirSync(path.dirname(log), { recursive: true });
    const output = fs.openSync(log, 'w');
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', output, output] });
    fs.closeSync(output);
    let failure = null;
    child.on('error', (error) => { failure = error.message; });
    child.unref();
    if (child.pid) fs.writeFileSync(this.#record(name), `${child.pid} ${startOf(child.pid)}`);
    const lives = () => failure === null && child.exitCode === null && child.signalCode === null;
    const isReady = await until(async () => !lives() || (await ready()), readyMs, 100);
    if (!isReady || !lives()) {
      await this.stop(name);
      const end = fs.readFileSync(log, 'utf8').trim().split('\n').slice(-8).join('\n');
      throw new Error(`${name} did not start${failure ? ` (${failure})` : ''}; ${log} ends:\n${end}`);
    }
    return child.pid;
  }

  /** Asks it to end, then makes it. A pid that belongs to another process by now is left alone. */
  async stop(name, signal = 'SIGTERM') {
    const [pid, start] = this.#read(name);
    const lives = () => startOf(pid) === start;
    if (pid && lives()) {
      process.kill(pid, signal);
      await until(() => !lives(), PATIENCE_MS, 50);
      if (lives()) {
        process.kill(-pid, 'SIGKILL');
        await sleep(200);
      }
    }
    fs.rmSync(this.#record(name), { force: true });
  }

  /** Everything of this run, or what an earlier one has left. */
  async stopAll() {
    const names = fs.readdirSync(this.folder).filter((file) => file.endsWith('.pid')).map((file) => file.slice(0, -4));
    // The database last: the others write to it until they end.
    for (const name of names.sort((a, b) => (a === 'postgres') - (b === 'postgres'))) {
      await this.stop(name, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
    }
  }

  #record(name) {
    return path.join(this.folder, `${name}.pid`);
  }

  #read(name) {
    try {
      const [pid, start] = fs.readFileSync(this.#record(name), 'latin1').split(' ');
      return [Number(pid), start];
    } catch {
      return [0, ''];
    }
  }
}

/** When the process began, in ticks since boot; with the pid it names one process. A dead one that waits to be buried has none. */
function startOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    return null;
  }
}
