// Kept HTTP connections to one server on this machine. Waiting for a free one counts in what is measured.

import http from 'node:http';

const CONNECTIONS = 128;
const ANSWER_MS = 20_000;

export class HttpClient {
  constructor(origin) {
    this.origin = new URL(origin);
    this.connectAnew();
  }

  /** After a pause in which nobody read them, kept connections may be closed without this process knowing. */
  connectAnew() {
    this.agent?.destroy();
    this.agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'lifo' });
  }

  /** Resolves when the answer has been read to its last byte. `body` is text. */
  call(method, path, headers = {}, body = '', answerMs = ANSWER_MS) {
    const described = body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {};
    return new Promise((resolve, reject) => {
      const { agent, origin } = this;
      const options = { agent, host: origin.hostname, port: origin.port, method, path, headers: { ...described, ...headers } };
      const request = http.request(options, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = () => Buffer.concat(parts).toString('utf8');
          resolve({ status: answer.statusCode, text, json: () => JSON.parse(text()) });
        });
      });
      request.setTimeout(answerMs, () => request.destroy(new Error(`${path}: no answer in time`)));
      request.on('error', reject);
      request.end(body);
    });
  }

  close() {
    this.agent.destroy();
  }
}
