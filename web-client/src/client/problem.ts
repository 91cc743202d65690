/** An answer that says no, as RFC 9457 problem+json or as the socket's `error` frame. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    /** The last segment of the problem's `type`, such as `claim-closed`. */
    readonly slug: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly title: string,
    readonly detail: string | undefined = undefined,
    readonly errors: readonly { field: string; message: string }[] = [],
    /** How long the server asks to wait, in milliseconds. */
    readonly retryAfterMs: number | undefined = undefined,
  ) {
    super(detail ?? title);
  }

  /** True when the same request may well succeed later: no answer, too many, busy, or a fault of the server. */
  get transient(): boolean {
    if (this.status === 0 || this.status === 429 || this.status >= 500) return true;
    return this.status === UNKNOWN_STATUS && /unavailable|busy|timeout|too-many|rate|internal|overload/.test(this.slug);
  }

  static of(body: unknown, status: number, retryAfter?: string | null): Problem {
    const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
    const text = (key: string) => (typeof given[key] === 'string' ? (given[key] as string) : undefined);
    const seconds = retryAfter ? Number(retryAfter) : Number.NaN;
    const errors = Array.isArray(given.errors) ? (given.errors as { field: string; message: string }[]) : [];
    const slug = (text('type') ?? 'about:blank').split('/').pop() || 'about:blank';
    const said = typeof given.status === 'number' ? given.status : status;
    return new Problem(
      slug,
      said,
      text('title') ?? `HTTP ${said}`,
      text('detail'),
      errors,
      Number.isFinite(seconds) ? seconds * 1000 : undefined,
    );
  }

  static noAnswer(detail: string): Problem {
    return new Problem('no-answer', 0, 'No answer', detail);
  }

  /** An `error` frame; it carries no HTTP status unless the server adds one. */
  static ofFrame(data: unknown): Problem {
    return Problem.of(data, UNKNOWN_STATUS);
  }

  static from(cause: unknown): Problem {
    return cause instanceof Problem ? cause : Problem.noAnswer(cause instanceof Error ? cause.message : String(cause));
  }
}

const UNKNOWN_STATUS = 499;
