import { Problem } from './problem.ts';
import type { Claim, ClaimDraft, Message, Notification, Page, UnreadCount } from './wire.ts';

export interface RestOptions {
  /** Origin and prefix, `/api/v1` in a browser. */
  base: string;
  token: () => string | null;
  /** Called once per answer 401, before the problem is thrown. */
  onUnauthenticated?: () => void;
}

interface Call {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 15_000;

/** Parley's REST API, as far as the page uses it. Every refusal is thrown as a {@link Problem}. */
export class ParleyRest {
  constructor(private readonly options: RestOptions) {}

  claims(query: { status?: string; q?: string; limit?: number; cursor?: string }, signal?: AbortSignal) {
    return this.call<Page<Claim>>(`/claims${search(query)}`, { signal }).then(({ value }) => value);
  }

  /** The claim with the ETag that a later {@link editClaim} must present. */
  async claim(id: string, signal?: AbortSignal): Promise<{ claim: Claim; etag: string | null }> {
    const { value, etag } = await this.call<Claim>(`/claims/${enc(id)}`, { signal });
    return { claim: value, etag };
  }

  /** `key` makes a repeat of the same creation harmless: keep it until the answer is known. */
  createClaim(draft: ClaimDraft, key: string): Promise<Claim> {
    return this.post('/claims', draft, key);
  }

  async editClaim(id: string, draft: Partial<ClaimDraft>, etag: string | null): Promise<Claim> {
    const headers: Record<string, string> = etag ? { 'If-Match': etag } : {};
    return (await this.call<Claim>(`/claims/${enc(id)}`, { method: 'PATCH', body: draft, headers })).value;
  }

  submitClaim(id: string, key: string): Promise<Claim> {
    return this.post(`/claims/${enc(id)}/submit`, undefined, key);
  }

  messages(claimId: string, query: { beforeSeq?: number; afterSeq?: number; limit?: number }, signal?: AbortSignal) {
    const path = `/messages/claim/${enc(claimId)}${search(query)}`;
    return this.call<Page<Message>>(path, { signal }).then(({ value }) => value);
  }

  unread(signal?: AbortSignal): Promise<UnreadCount> {
    return this.call<UnreadCount>('/messages/unread-count', { signal }).then(({ value }) => value);
  }

  notifications(limit: number, signal?: AbortSignal): Promise<Page<Notification>> {
    return this.call<Page<Notification>>(`/notifications${search({ limit })}`, { signal }).then(({ value }) => value);
  }

  async readNotification(id: string): Promise<void> {
    await this.call(`/notifications/${enc(id)}/read`, { method: 'POST' });
  }

  async readAllNotifications(): Promise<void> {
    await this.call('/notifications/read-all', { method: 'POST' });
  }

  private async post<T>(path: string, body: unknown, key: string): Promise<T> {
    return (await this.call<T>(path, { method: 'POST', body, headers: { 'Idempotency-Key': key } })).value;
  }

  private async call<T>(path: string, { method = 'GET', body, headers = {}, signal }: Call = {}) {
    const token = this.options.token();
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    let answer: Response;
    try {
      answer = await fetch(this.options.base + path, {
        method,
        headers: {
          Accept: 'application/json, application/problem+json',
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw Problem.noAnswer(cause instanceof Error ? cause.message : 'network');
    }
    const value = await json(answer);
    if (!answer.ok) {
      if (answer.status === 401) this.options.onUnauthenticated?.();
      throw Problem.of(value, answer.status, answer.headers.get('Retry-After'));
    }
    return { value: value as T, etag: answer.headers.get('ETag') };
  }
}

const enc = encodeURIComponent;

async function json(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function search(query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : '';
}
