/**
 * Full-jitter exponential back-off: each wait is drawn evenly from zero to a doubling ceiling, so that the clients of
 * a gateway that went away do not all return in the same instant.
 */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly baseMs = 500,
    private readonly capMs = 20_000,
    private readonly random: () => number = Math.random,
  ) {}

  get failures(): number {
    return this.attempts;
  }

  /** Milliseconds to wait before the next attempt, never less than `floorMs`. */
  next(floorMs = 0): number {
    const ceiling = Math.min(this.capMs, this.baseMs * 2 ** Math.min(this.attempts, 16));
    this.attempts++;
    return floorMs + Math.round(this.random() * ceiling);
  }

  reset(): void {
    this.attempts = 0;
  }
}
