// A PostgreSQL of the competitor's own: Parley's programs and settings, another cluster. The little client below knows
// the simple query protocol, which is all that filling and counting need.

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

// What only replication needs, which no competitor has.
const PARLEYS_OWN = new Set(['port', 'wal_level', 'max_replication_slots', 'max_wal_senders', 'max_slot_wal_keep_size']);
const QUERY_MS = 120_000;

/** The programs and settings of a PostgreSQL that runs, from its process. */
export function runningPostgres(pid) {
  const programs = path.dirname(fs.readlinkSync(`/proc/${pid}/exe`));
  const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  const settings = words.filter((_, i) => words[i - 1] === '-c').filter((setting) => !PARLEYS_OWN.has(setting.split('=')[0]));
  return { programs, settings };
}

export class Postgres {
  constructor({ programs, settings }, folder, port, children) {
    Object.assign(this, { programs, settings, folder, port, children });
  }

  async start() {
    const data = path.join(this.folder, 'data');
    const secret = path.join(this.folder, 'password');
    fs.mkdirSync(this.folder, { recursive: true });
    if (!fs.existsSync(path.join(data, 'PG_VERSION'))) {
      fs.rmSync(data, { recursive: true, force: true });
      fs.writeFileSync(secret, randomBytes(24).toString('hex'), { mode: 0o600 });
      const initdb = ['--username=postgres', `--pwfile=${secret}`, '--auth=password', '--encoding=UTF8', '--locale=C'];
      const [command, ...args] = asServerUser([path.join(this.programs, 'initdb'), `--pgdata=${data}`, ...initdb]);
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    }
    this.password = fs.readFileSync(secret, 'utf8');
    if (await this.answers()) throw new Error(`port ${this.port} is taken: PARLEY_BENCH_POSTGRES_PORT chooses another`);
    // Left by a run that was killed; whoever is alive has been ended before.
    fs.rmSync(path.join(data, 'postmaster.pid'), { force: true });
    const settings = [`port=${this.port}`, 'wal_level=replica', ...this.settings].flatMap((setting) => ['-c', setting]);
    this.pid = await this.children.start('postgres', asServerUser([path.join(this.programs, 'postgres'), '-D', data, ...settings]), {
      log: path.join(this.folder, 'postgres.log'),
      ready: () => this.query('postgres', 'select 1').then(() => true, () => false),
    });
  }

  answers() {
    return new Promise((resolve) => {
      const socket = net.connect(this.port, '127.0.0.1', () => resolve(true) || socket.destroy());
      socket.on('error', () => resolve(false));
    });
  }

  /** Makes the database from a file of SQL: once, all of it or nothing. */
  async database(name, file) {
    const [[known]] = await this.query('postgres', `select count(*) from pg_database where datname = '${name}'`);
    if (known !== '0') return;
    await this.query('postgres', `create database "${name}"`);
    try {
      await this.query(name, fs.readFileSync(file, 'utf8'));
    } catch (error) {
      await this.query('postgres', `drop database "${name}"`);
      throw error;
    }
  }

  address(database) {
    return `postgresql://postgres:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Rows as lists of texts; several statements are one transaction. */
  query(database, sql) {
    return new Promise((resolve, reject) => {
      const rows = [];
      let failure = null;
      let asked = false;
      let unread = Buffer.alloc(0);
      const socket = net.connect(this.port, '127.0.0.1', () => socket.write(startup(database)));
      socket.setTimeout(QUERY_MS, () => socket.destroy(new Error('PostgreSQL: no answer in time')));
      socket.on('error', reject);
      socket.on('close', () => reject(failure ?? new Error('PostgreSQL closed the connection')));
      const take = (kind, body) => {
        if (kind === 'R' && body.readInt32BE(0) === 3) socket.write(packet('p', this.password));
        else if (kind === 'D') rows.push(fields(body));
        else if (kind === 'E') failure = new Error(`PostgreSQL: ${/\0M([^\0]*)/.exec(`\0${body}`)?.[1]}`);
        else if (kind === 'Z' && !asked) {
          asked = true;
          socket.write(packet('Q', sql));
        } else if (kind === 'Z') {
          if (failure) reject(failure);
          else resolve(rows);
          socket.end(packet('X'));
        }
      };
      socket.on('data', (bytes) => {
        unread = Buffer.concat([unread, bytes]);
        while (unread.length >= 5 && unread.length > unread.readInt32BE(1)) {
          const length = unread.readInt32BE(1) + 1;
          take(String.fromCharCode(unread[0]), unread.subarray(5, length));
          unread = unread.subarray(length);
        }
      });
    });
  }
}

/** PostgreSQL refuses to run as root; in a name space of its own the same files belong to nobody. */
function asServerUser(command) {
  return os.userInfo().uid === 0 ? ['unshare', '-U', ...command] : command;
}

function startup(database) {
  const text = Buffer.from(`user\0postgres\0database\0${database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + text.length, 0);
  head.writeInt32BE(3 << 16, 4);
  return Buffer.concat([head, text]);
}

function packet(kind, text) {
  const body = text === undefined ? Buffer.alloc(0) : Buffer.from(`${text}\0`);
  const head = Buffer.alloc(5);
  head.write(kind, 0, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

function fields(body) {
  const values = [];
  for (let at = 2; at < body.length;) {
    const length = body.readInt32BE(at);
    values.push(length < 0 ? null : body.toString('utf8', at + 4, at + 4 + length));
    at += 4 + Math.max(0, length);
  }
  return values;
}
