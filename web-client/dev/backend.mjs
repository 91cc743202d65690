// A stand-in for the gateway while working on the page: sign-in, REST and socket as the contract has them, in memory.
// It serves `dist/` with the strict policy the gateway sends, so that what works here works there.
// Not part of the product: nothing in src/ knows of it.   Usage: PORT=8080 npm run fake
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { attachSocket, notifyPeople, publish } from './socket.mjs';
import * as world from './world.mjs';

const port = Number(process.env.PORT ?? 8080);
const dist = new URL('../dist/', import.meta.url).pathname;
const codes = new Map();
const delay = Number(process.env.DELAY ?? 0);

if (process.env.EMPTY !== '1') world.seed();

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const POLICY =
  "default-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'";

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  let body = '';
  for await (const chunk of request) body += chunk;
  if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
  if (url.pathname.startsWith('/dev/')) return signIn(url, body, request, response);
  if (url.pathname.startsWith('/api/v1/')) return api(url, body, request, response);
  if (url.pathname === '/config.json') return send(response, 200, { issuer: '/dev', clientId: 'parley-web' });
  return file(url.pathname, response);
});
attachSocket(server, personOf);
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));

function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

const problem = (response, status, slug, detail) =>
  send(response, status, { type: `/problems/${slug}`, title: slug, status, detail });

function file(path, response) {
  const wanted = normalize(join(dist, path));
  const found = wanted.startsWith(dist) && extname(path) && existsSync(wanted) ? wanted : join(dist, 'index.html');
  if (extname(path) && found.endsWith('index.html') && path !== '/index.html')
    return problem(response, 404, 'not-found');
  response.writeHead(200, { 'Content-Type': TYPES[extname(found)] ?? 'text/plain', 'Content-Security-Policy': POLICY });
  return response.end(readFileSync(found));
}

const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenFor(person) {
  const now = Math.floor(Date.now() / 1000);
  const { id, tenant, role, name, email, locale } = person;
  const ttl = Number(process.env.TTL ?? 3600);
  return `${base64({ alg: 'none' })}.${base64({ sub: id, tenant, roles: [role], name, email, locale, iat: now, exp: now + ttl, jti: randomUUID() })}.`;
}

function personOf(token) {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
    return claims.exp * 1000 > Date.now() ? world.withId(claims.sub) : undefined;
  } catch {
    return undefined;
  }
}

function signIn(url, body, request, response) {
  const here = `http://${request.headers.host}`.replace('127.0.0.1', 'localhost');
  const cookie = /parley-dev=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  if (url.pathname === '/dev/.well-known/openid-configuration') {
    return send(response, 200, {
      issuer: `${here}/dev`,
      authorization_endpoint: `${here}/dev/oauth2/authorize`,
      token_endpoint: `${here}/dev/oauth2/token`,
      end_session_endpoint: `${here}/dev/connect/logout`,
    });
  }
  if (url.pathname === '/dev/oauth2/authorize') {
    const username = url.searchParams.get('as') ?? cookie;
    const back = new URL(url.searchParams.get('redirect_uri'));
    back.searchParams.set('state', url.searchParams.get('state'));
    if (username && world.named(username)) {
      const code = randomUUID();
      codes.set(code, username);
      back.searchParams.set('code', code);
    } else if (url.searchParams.get('prompt') === 'none') {
      back.searchParams.set('error', 'login_required');
    } else {
      const choices = world.people.map(
        ({ username: as, name }) =>
          `<p><a id="${as}" href="${url.pathname}?${new URLSearchParams([...url.searchParams, ['as', as]])}">${name}</a></p>`,
      );
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      return response.end(choices.join(''));
    }
    response.writeHead(302, {
      Location: back.href,
      ...(username ? { 'Set-Cookie': `parley-dev=${username}; Path=/dev` } : {}),
    });
    return response.end();
  }
  if (url.pathname === '/dev/oauth2/token') {
    const person = world.named(codes.get(new URLSearchParams(body).get('code')));
    if (!person) return send(response, 400, { error: 'invalid_grant' });
    return send(response, 200, {
      access_token: tokenFor(person),
      expires_in: Number(process.env.TTL ?? 3600),
      token_type: 'Bearer',
    });
  }
  if (url.pathname === '/dev/connect/logout') {
    response.writeHead(302, {
      Location: url.searchParams.get('post_logout_redirect_uri'),
      'Set-Cookie': 'parley-dev=; Path=/dev; Max-Age=0',
    });
    return response.end();
  }
  return problem(response, 404, 'not-found');
}

const page = (items) => ({ items, nextCursor: null });

function api(url, body, request, response) {
  const me = personOf((request.headers.authorization ?? '').replace('Bearer ', ''));
  if (!me) return problem(response, 401, 'not-authenticated');
  const path = url.pathname.slice('/api/v1'.length);
  const at = (pattern) => pattern.exec(path)?.[1];
  const given = body ? JSON.parse(body) : {};
  const { method } = request;

  if (path === '/claims' && method === 'GET') {
    const q = (url.searchParams.get('q') ?? '').toLowerCase();
    const found = world
      .visible(me)
      .filter((one) => `${one.title} ${one.reference} ${one.customerName}`.toLowerCase().includes(q));
    const shown = found.filter((one) => !world.isStaff(me) || one.status !== 'DRAFT');
    return send(response, 200, page(shown.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))));
  }
  if (path === '/claims') return send(response, 201, world.createClaim(me, given));
  const claim = world
    .visible(me)
    .find((one) => one.id === (at(/^\/claims\/([^/]+)/) ?? at(/^\/messages\/claim\/([^/]+)/)));
  if (/^\/(claims|messages\/claim)\/[^/]+/.test(path) && !claim) return problem(response, 404, 'not-found');
  if (/^\/claims\/[^/]+$/.test(path)) {
    if (method === 'PATCH') {
      if (request.headers['if-match'] !== `"${claim.version}"`) return problem(response, 412, 'precondition-failed');
      Object.assign(claim, given, { version: claim.version + 1, updatedAt: new Date().toISOString() });
    }
    return send(response, 200, claim, { ETag: `"${claim.version}"` });
  }
  if (/^\/claims\/[^/]+\/submit$/.test(path)) {
    world.submit(claim);
    notifyPeople(world.people.filter(world.isStaff), claim, 'New claim', claim.title);
    return send(response, 200, claim);
  }
  if (path.startsWith('/messages/claim/')) {
    const before = Number(url.searchParams.get('beforeSeq') ?? Number.POSITIVE_INFINITY);
    const limit = Number(url.searchParams.get('limit') ?? 50);
    const messages = world.messagesOf(claim.conversationId);
    return send(response, 200, page(messages.filter(({ seq }) => seq < before).slice(-limit)));
  }
  if (path === '/messages/unread-count') {
    const conversations = world
      .visible(me)
      .filter((one) => one.conversationId)
      .map((one) => ({ conversationId: one.conversationId, claimId: one.id, unread: world.unreadOf(me, one) }));
    return send(response, 200, { total: conversations.reduce((sum, one) => sum + one.unread, 0), conversations });
  }
  if (path === '/notifications') return send(response, 200, page(world.notifications.get(me.id)));
  if (path.startsWith('/notifications/')) {
    const id = at(/^\/notifications\/([^/]+)\/read$/);
    for (const one of world.notifications.get(me.id)) if (!id || one.id === id) one.readAt ??= new Date().toISOString();
    return send(response, 204);
  }
  if (path === '/fake/say') {
    // For a person at the keyboard: make anybody say something.
    const where = world.claims.get(given.claimId);
    publish(where, world.append(where, world.named(given.as), given.body).message);
    return send(response, 204);
  }
  return problem(response, 404, 'not-found');
}
