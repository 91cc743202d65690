// A WebSocket client (RFC 6455) for load on this machine. The generator shares its cores with what it measures, so it
// does the least: no compression, a mask of zeros (valid, and costs no XOR), text handed on as latin1.

import net from 'node:net';
import { randomBytes } from 'node:crypto';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const FINAL = 0x80;
const MASKED = 0x80;
const HANDSHAKE_MS = 20_000;
// Of the 28,000 ports that an address has for clients; the last run's ports rest for a minute.
const SOCKETS_OF_AN_ADDRESS = 8_000;

export class WebSocketClient {
  /**
   * Resolves when the server has agreed.
   * @param {URL} url
   * @param {{headers?: object, protocol?: string, number?: number, onText: (text: string, socket: WebSocketClient) => void,
   *   onClose?: (code: number) => void}} options `number` counts the sockets of this process
   */
  static open(url, options) {
    return new Promise((resolve, reject) => {
      const localAddress = sourceAddress(url.hostname, options.number ?? 0);
      const socket = net.connect({ host: url.hostname, port: Number(url.port || 80), noDelay: true, localAddress });
      const timer = setTimeout(() => socket.destroy(new Error('no WebSocket handshake in time')), HANDSHAKE_MS);
      let head = Buffer.alloc(0);
      const fail = (error) => {
        clearTimeout(timer);
        reject(error ?? new Error('closed during the WebSocket handshake'));
      };
      socket.on('error', fail);
      socket.on('close', () => fail());
      socket.on('data', function handshake(bytes) {
        head = Buffer.concat([head, bytes]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        clearTimeout(timer);
        const status = head.toString('latin1', 0, head.indexOf('\r\n'));
        if (!status.startsWith('HTTP/1.1 101')) {
          socket.destroy();
          reject(new Error(`the server refused the WebSocket: ${status}`));
          return;
        }
        socket.removeAllListeners();
        resolve(new WebSocketClient(socket, options, head.subarray(end + 4)));
      });
      socket.write(request(url, options));
    });
  }

  constructor(socket, { onText, onClose = () => {} }, early) {
    this.socket = socket;
    this.onText = onText;
    this.rest = null;
    this.parts = null;
    this.code = 1006;
    this.left = false;
    socket.on('data', (bytes) => this.#receive(bytes));
    socket.on('error', () => {});
    socket.on('close', () => this.left || onClose(this.code));
    if (early.length) this.#receive(early);
  }

  send(text) {
    this.#write(TEXT, Buffer.from(text, 'utf8'));
  }

  close() {
    this.left = true;
    this.#write(CLOSE, Buffer.from([3, 232]));
    this.socket.end();
  }

  #receive(bytes) {
    const data = this.rest ? Buffer.concat([this.rest, bytes]) : bytes;
    let at = 0;
    while (data.length - at >= 2) {
      let length = data[at + 1] & 127;
      let start = at + 2;
      if (length === 126) {
        if (data.length < at + 4) break;
        length = data.readUInt16BE(at + 2);
        start = at + 4;
      } else if (length === 127) {
        if (data.length < at + 10) break;
        length = Number(data.readBigUInt64BE(at + 2));
        start = at + 10;
      }
      if (data.length < start + length) break;
      this.#frame(data[at], data.subarray(start, start + length));
      at = start + length;
    }
    this.rest = at < data.length ? data.subarray(at) : null;
  }

  #frame(first, payload) {
    const kind = first & 15;
    if (kind === PING) {
      this.#write(PONG, payload);
    } else if (kind === CLOSE) {
      this.code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.socket.end();
    } else if (kind < CLOSE) {
      if (first & FINAL && !this.parts) {
        this.onText(payload.toString('latin1'), this);
        return;
      }
      (this.parts ??= []).push(Buffer.from(payload));
      if (first & FINAL) {
        const text = Buffer.concat(this.parts).toString('latin1');
        this.parts = null;
        this.onText(text, this);
      }
    }
  }

  #write(kind, payload) {
    if (this.socket.destroyed) return;
    const small = payload.length < 126;
    const frame = Buffer.alloc((small ? 6 : 8) + payload.length);
    frame[0] = FINAL | kind;
    frame[1] = MASKED | (small ? payload.length : 126);
    if (!small) frame.writeUInt16BE(payload.length, 2);
    payload.copy(frame, frame.length - payload.length);
    this.socket.write(frame);
  }
}

/** Every address below 127. is this machine: many sockets come from several, so that none runs out of ports. */
function sourceAddress(host, number) {
  const address = Math.floor(number / SOCKETS_OF_AN_ADDRESS);
  return address && host.startsWith('127.') ? `127.0.0.${1 + (address % 250)}` : undefined;
}

function request(url, { protocol, headers = {} }) {
  const lines = {
    Host: url.host,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    'Sec-WebSocket-Version': '13',
    ...(protocol ? { 'Sec-WebSocket-Protocol': protocol } : {}),
    ...headers,
  };
  return `GET ${url.pathname}${url.search} HTTP/1.1\r\n${Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
