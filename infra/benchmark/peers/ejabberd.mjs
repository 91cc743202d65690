// ejabberd with its message archive (mod_mam) in PostgreSQL: XMPP over WebSocket (RFC 7395), SASL PLAIN carrying a JWT,
// one room per claim. It acknowledges nothing: a message is complete when both people have it.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Answers } from '../lib/waiting.mjs';
import { WebSocketClient } from '../lib/websocket.mjs';
import { randomBytes } from 'node:crypto';
import { sign } from './seed-stack.mjs';

const SETTINGS = path.join(path.dirname(fileURLToPath(import.meta.url)), 'ejabberd');
const PROGRAMS = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/opt/ejabberd/bin'];
const SCHEMAS = ['/usr/share/ejabberd/sql/pg.sql', '/opt/ejabberd/share/sql/pg.sql'];
const DATABASE = 'ejabberd';
const HOST = 'localhost';
const ROOMS = `conference.${HOST}`;
const ROOM_OF = /from=['"]([^@'"]+)@conference\.localhost/;
const OPEN = `<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${HOST}" version="1.0"/>`;
const BIND = '<iq type="set" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>w</resource></bind></iq>';
const SILENT_MS = 1000;

export class Ejabberd {
  acknowledges = false;
  holder = 'server';

  constructor(name, { logs, folder, port, postgres, children }) {
    this.name = name;
    this.secret = randomBytes(24).toString('hex');
    this.folder = path.join(folder, 'ejabberd');
    this.runs = 0;
    Object.assign(this, { logs, port, postgres, children });
  }

  async prepare() {
    this.program = PROGRAMS.map((place) => path.join(place, 'ejabberdctl')).find((file) => fs.existsSync(file));
    if (!this.program) throw new Error('ejabberd is not installed: with its package (apt install ejabberd) it can be measured.');
    this.schema = SCHEMAS.find((file) => fs.existsSync(file));
    if (!this.schema) throw new Error(`ejabberd is installed without its tables for PostgreSQL (${SCHEMAS[0]}).`);
  }

  async start() {
    await this.postgres.start();
    await this.postgres.database(DATABASE, this.schema);
    fs.rmSync(this.folder, { recursive: true, force: true });
    for (const part of ['spool', 'logs']) fs.mkdirSync(path.join(this.folder, part), { recursive: true, mode: 0o700 });
    const values = {
      STATE: this.folder,
      PORT: this.port,
      DIST_PORT: this.port + 1,
      PG_PORT: this.postgres.port,
      PG_PASSWORD: this.postgres.password,
    };
    for (const file of fs.readdirSync(SETTINGS)) {
      const text = fs.readFileSync(path.join(SETTINGS, file), 'utf8').replace(/@([A-Z_]+)@/g, (_, name) => values[name]);
      fs.writeFileSync(path.join(this.folder, file), text, { mode: 0o600 });
    }
    const key = { kty: 'oct', use: 'sig', k: Buffer.from(this.secret).toString('base64url') };
    fs.writeFileSync(path.join(this.folder, 'secret.jwk'), JSON.stringify(key), { mode: 0o600 });
    // Debian's script runs for root or for the user ejabberd only; this copy for whoever calls it.
    const script = path.join(this.folder, 'ejabberdctl');
    fs.writeFileSync(script, fs.readFileSync(this.program, 'utf8').replace(/^INSTALLUSER=.*/m, 'INSTALLUSER='), { mode: 0o700 });
    const place = (name) => path.join(this.folder, name);
    const command = [script, '--config-dir', this.folder, '--ctl-config', place('ejabberdctl.cfg'), '--config', place('ejabberd.yml'),
      '--logs', place('logs'), '--spool', place('spool'), 'foreground'];
    this.pid = await this.children.start(this.name, command, {
      log: path.join(this.logs, `${this.name}.log`),
      env: { HOME: this.folder },
      ready: () => this.#open(() => {}).then((client) => client.close() ?? true, () => false),
    });
  }

  get processes() {
    return { server: [this.pid], postgres: [this.postgres.pid] };
  }

  /** Rooms of a scenario are its own: who was in those of the last one is no concern of this. */
  async begin() {
    this.runs++;
    await this.postgres.query(DATABASE, 'truncate archive');
    await this.postgres.query(DATABASE, 'checkpoint');
  }

  async people(role, count) {
    const letter = role === 'CUSTOMER' ? 'u' : 'a';
    return Array.from({ length: count }, (_, i) => {
      const id = `${letter}${i}`;
      return { id, token: sign({ jid: `${id}@${HOST}` }, this.secret) };
    });
  }

  async claims(_customers, count) {
    return Array.from({ length: count }, (_, i) => `r${this.runs}c${i}`);
  }

  send({ client }, claimId, text) {
    client.send(`<message to="${claimId}@${ROOMS}" type="groupchat" id="m"><body>${text}</body></message>`);
    return null;
  }

  async stored() {
    const [[count]] = await this.postgres.query(DATABASE, 'select count(*) from archive');
    return Number(count);
  }

  async connect(person, { onMessage, onClose = () => {}, number = 0 }) {
    const answers = new Answers();
    const ready = answers.expect('ready', 'sign-in');
    const credentials = Buffer.from(`\0${person.id}\0${person.token}`).toString('base64');
    let step = 'start';
    const onText = (text, socket) => {
      if (step === 'ready') {
        stanza(text, answers, onMessage);
      } else if (text.startsWith('<stream:features') && step === 'start') {
        step = 'authenticating';
        socket.send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${credentials}</auth>`);
      } else if (text.startsWith('<stream:features') && step === 'authenticated') {
        step = 'binding';
        socket.send(BIND);
      } else if (text.startsWith('<success')) {
        step = 'authenticated';
        socket.send(OPEN);
      } else if (text.startsWith('<iq') && step === 'binding') {
        step = 'ready';
        socket.send('<presence/>');
        answers.give('ready');
      } else if (/^<(failure|stream:error|close)/.test(text)) {
        answers.refuse('ready', new Error(text));
      }
    };
    const client = await this.#open(onText, number, (code) => {
      answers.end(new Error(`closed (${code})`));
      onClose(code);
    });
    client.send(OPEN);
    // Once in some thousands ejabberd 23 loses the first frame when it follows the handshake at once.
    setTimeout(() => step === 'start' && client.send(OPEN), SILENT_MS).unref();
    await ready;
    return {
      person,
      client,
      join(claimId) {
        const joined = answers.expect(claimId, `join ${claimId}`);
        client.send(`<presence to="${claimId}@${ROOMS}/${person.id}">`
          + '<x xmlns="http://jabber.org/protocol/muc"><history maxstanzas="0"/></x></presence>');
        return joined;
      },
      close() {
        answers.end(new Error('closed'));
        client.close();
      },
    };
  }

  close() {}

  #open(onText, number = 0, onClose = () => {}) {
    return WebSocketClient.open(new URL(`http://127.0.0.1:${this.port}/ws`), { protocol: 'xmpp', number, onText, onClose });
  }
}

/** The subject is the last thing that a room tells one who enters. */
function stanza(text, answers, onMessage) {
  if (text.startsWith('<message')) {
    if (text.includes('<body>')) onMessage(text);
    else if (text.includes('<subject')) answers.give(ROOM_OF.exec(text)?.[1]);
  } else if (text.startsWith('<presence') && /type=['"]error['"]/.test(text)) {
    answers.refuse(ROOM_OF.exec(text)?.[1], new Error(text));
  }
}
