// NestJS 11 + Fastify + Socket.IO 4 + Prisma 6 (or plain node-postgres), the stack that Parley replaces. Its sources are
// in seed-stack/; they are installed and built on first use. Socket.IO is spoken on the same small WebSocket client as
// Parley's protocol, so that both cost the generator the same.

import { execFile } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { HttpClient } from '../lib/http.mjs';
import { Answers } from '../lib/waiting.mjs';
import { WebSocketClient } from '../lib/websocket.mjs';

const SOURCES = path.join(path.dirname(fileURLToPath(import.meta.url)), 'seed-stack');
const DATABASE = 'seed';

// Engine.IO's packet types are the first character, Socket.IO's the second.
const ENGINE_OPEN = '0';
const ENGINE_PING = '2';
const ENGINE_PONG = '3';
const NAMESPACE_CONNECT = '40/messages,';
const EVENT = '42/messages,';
const ACK = /^43\/messages,(\d+)/;
const CONNECT_ERROR = '44/messages,';

export class SeedStack {
  acknowledges = true;
  holder = 'server';

  constructor(name, { builds, logs, port, postgres, children }) {
    this.name = name;
    this.folder = path.join(builds, 'seed-stack');
    this.secret = randomBytes(24).toString('hex');
    Object.assign(this, { logs, port, postgres, children });
  }

  /** Installs and builds it, unless this has been done for the same sources. */
  async prepare(say) {
    const stamp = path.join(this.folder, '.built');
    const wanted = fingerprint();
    if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
    fs.mkdirSync(this.folder, { recursive: true });
    for (const made of ['src', 'prisma', 'dist']) fs.rmSync(path.join(this.folder, made), { recursive: true, force: true });
    for (const entry of fs.readdirSync(SOURCES)) {
      if (entry !== 'node_modules') fs.cpSync(path.join(SOURCES, entry), path.join(this.folder, entry), { recursive: true });
    }
    // Queries run through Prisma's client engine and node-postgres; a file that does nothing spares the download of the others.
    const engine = path.join(this.folder, 'no-engine.so.node');
    fs.writeFileSync(engine, '');
    const env = {
      ...process.env,
      PRISMA_QUERY_ENGINE_LIBRARY: engine,
      PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      DATABASE_URL: 'postgresql://unused',
    };
    const run = promisify(execFile);
    const steps = [
      ['installing its libraries (npm ci, a minute or two)', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']],
      ['making its database client (prisma generate)', 'npx', ['--no-install', 'prisma', 'generate']],
      ['compiling it (tsc)', 'npx', ['--no-install', 'tsc', '-p', 'tsconfig.json']],
    ];
    for (const [what, command, args] of steps) {
      say(`${this.name}: ${what}`);
      try {
        await run(command, args, { cwd: this.folder, env, maxBuffer: 1 << 24 });
      } catch (error) {
        const said = `${error.stderr || error.stdout || error.message}`.trim().split('\n').slice(0, 6).join('\n');
        const hint = command === 'npm' ? ' Its libraries come from the npm registry, so the first use needs the network.' : '';
        throw new Error(`${this.name} cannot be built: ${command} ${args[0]} failed.${hint} It said:\n${said}`);
      }
    }
    fs.writeFileSync(stamp, wanted);
  }

  async start() {
    await this.postgres.start();
    await this.postgres.database(DATABASE, path.join(SOURCES, 'prisma', 'init.sql'));
    const log = path.join(this.logs, `${this.name}.log`);
    this.pid = await this.children.start(this.name, [process.execPath, path.join(this.folder, 'dist', 'main.js')], {
      cwd: this.folder,
      log,
      env: {
        DB_LAYER: this.name === 'seed-stack-pg' ? 'pg' : 'prisma',
        DATABASE_URL: this.postgres.address(DATABASE),
        JWT_SECRET: this.secret,
        PORT: String(this.port),
        NODE_ENV: 'production',
        LOG_FILE: path.join(this.logs, `${this.name}.app.log`),
      },
      ready: () => /^ready/m.test(fs.readFileSync(log, 'latin1')),
    });
    this.http = new HttpClient(`http://127.0.0.1:${this.port}`);
  }

  get processes() {
    return { server: [this.pid], postgres: [this.postgres.pid] };
  }

  async begin() {
    await this.postgres.query(DATABASE, 'truncate "Message" cascade');
    await this.postgres.query(DATABASE, 'checkpoint');
  }

  async people(role, count) {
    const [letter, theirs] = role === 'CUSTOMER' ? ['u', 'USER'] : ['a', 'ADMIN'];
    return Array.from({ length: count }, (_, i) => {
      const token = sign({ sub: `${letter}${i}`, role: theirs }, this.secret);
      return { number: i, token, headers: { authorization: `Bearer ${token}` } };
    });
  }

  /** Each customer has the one claim of the same number, made with the database. */
  async claims(customers, count) {
    if (count > customers.length) throw new Error(`${this.name} has one claim for each customer`);
    return customers.slice(0, count).map(({ number }) => `c${number}`);
  }

  async send({ person }, claimId, text) {
    const { status } = await this.http.call('POST', '/messages', person.headers, JSON.stringify({ claimId, content: text }));
    if (status !== 201) throw new Error(`status ${status}`);
  }

  async stored() {
    const [[count]] = await this.postgres.query(DATABASE, 'select count(*) from "Message"');
    return Number(count);
  }

  async connect(person, { onMessage, onClose = () => {}, number = 0 }) {
    const answers = new Answers();
    const welcome = answers.expect('connected', 'connected');
    const client = await WebSocketClient.open(new URL(`http://127.0.0.1:${this.port}/socket.io/?EIO=4&transport=websocket`), {
      number,
      onClose(code) {
        answers.end(new Error(`closed (${code})`));
        onClose(code);
      },
      onText(text, socket) {
        if (text.startsWith(EVENT)) {
          if (text.startsWith('["new_message"', EVENT.length)) onMessage(text);
          else if (text.startsWith('["connected"', EVENT.length)) answers.give('connected');
        } else if (text.startsWith(ENGINE_PING)) {
          socket.send(ENGINE_PONG);
        } else if (text.startsWith(ENGINE_OPEN)) {
          socket.send(NAMESPACE_CONNECT + JSON.stringify({ token: person.token }));
        } else if (text.startsWith(CONNECT_ERROR)) {
          answers.refuse('connected', new Error(text));
        } else {
          const ack = ACK.exec(text);
          if (ack) answers.give(Number(ack[1]));
        }
      },
    });
    await welcome;
    let lastId = 0;
    return {
      person,
      join(claimId) {
        const id = lastId++;
        const joined = answers.expect(id, 'join_claim');
        client.send(`${EVENT}${id}["join_claim",${JSON.stringify({ claimId })}]`);
        return joined;
      },
      close() {
        answers.end(new Error('closed'));
        client.close();
      },
    };
  }

  close() {
    this.http?.close();
  }
}

/** One value for the sources; another one, another build. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  const visit = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name === 'node_modules') continue;
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) visit(place);
      else hash.update(path.relative(SOURCES, place)).update(fs.readFileSync(place));
    }
  };
  visit(SOURCES);
  return hash.digest('hex');
}

/** An HS256 token, good for a day. */
export function sign(claims, secret) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iat: now - 5, exp: now + 86_400, ...claims })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
