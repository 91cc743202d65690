import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import WebSocketClient, { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import type { Frame } from './wire.ts';

type Answer = (frame: Frame, socket: ServerSocket, connection: number) => object | undefined;

/**
 * For tests: a real server that speaks `parley.v1` on a free port of this machine. It authenticates every first
 * frame and answers the rest as the test says; `undefined` as an answer means silence.
 */
export class LocalGateway {
  readonly frames: (Frame & { connection: number })[] = [];
  readonly protocols: string[] = [];
  readonly sockets: ServerSocket[] = [];
  readonly restCalls: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
  answers: Record<string, Answer> = {};
  rest: (method: string, url: string) => { status: number; body?: unknown; headers?: Record<string, string> } = () => ({
    status: 404,
    body: { type: '/problems/not-found', title: 'Not found', status: 404 },
  });
  private readonly http: Server;
  private readonly wss: WebSocketServer;

  private constructor() {
    this.http = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        this.restCalls.push({ method, url, headers, body });
        const answer = this.rest(method, url);
        response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
        response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
      });
    });
    this.wss = new WebSocketServer({ server: this.http, path: '/ws' });
    this.wss.on('connection', (socket) => this.accept(socket));
  }

  static async start(): Promise<LocalGateway> {
    const gateway = new LocalGateway();
    await new Promise<void>((resolve) => gateway.http.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/ws`;
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}/api/v1`;
  }

  framesOf(type: string): (Frame & { connection: number })[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  /** Sends a frame on the newest connection. */
  push(type: string, data: object): void {
    this.sockets.at(-1)?.send(JSON.stringify({ type, data }));
  }

  closeNewest(code: number): void {
    this.sockets.at(-1)?.close(code);
  }

  /** Cuts the line without a closing handshake, as a dying process or network does. */
  cutNewest(): void {
    this.sockets.at(-1)?.terminate();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    this.wss.close();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  private accept(socket: ServerSocket): void {
    const connection = this.sockets.push(socket);
    this.protocols.push(socket.protocol);
    socket.on('message', (raw) => {
      const frame = JSON.parse(String(raw)) as Frame;
      this.frames.push({ ...frame, connection });
      const reply = (type: string, data: object) => socket.send(JSON.stringify({ type, id: frame.id, data }));
      const scripted = this.answers[frame.type];
      if (scripted) {
        const data = scripted(frame, socket, connection);
        if (data && frame.id) reply('slug' in data ? 'error' : 'ack', 'slug' in data ? problem(data.slug) : data);
        return;
      }
      if (frame.type === 'authenticate') {
        reply('ack', {});
        socket.send(JSON.stringify({ type: 'connected', data: { sessionId: `s${connection}`, userId: 'alice' } }));
      } else if (frame.id) reply('ack', {});
    });
  }
}

const problem = (slug: unknown) => ({ type: `/problems/${slug}`, title: String(slug), detail: `because ${slug}` });

/** The browser's WebSocket interface, spoken by a real client on Node. */
export const NodeWebSocket = WebSocketClient as unknown as typeof WebSocket;
