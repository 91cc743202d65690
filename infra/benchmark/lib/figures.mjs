// Exact percentiles, repeatable chance, tables.

export class Latencies {
  #samples = [];

  add(milliseconds) {
    this.#samples.push(milliseconds);
  }

  summary() {
    const sorted = Float64Array.from(this.#samples).sort();
    const quantile = (p) => (sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] : NaN);
    return { n: sorted.length, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), max: quantile(1) };
  }
}

/** Of the numbers among the values; NaN when there is none. */
export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Of the counts that should be zero, those that are not. */
export const faultsOf = (counts) => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

/** Numbers in [0, 1) that are the same for the same seed (xorshift32). */
export function chance(seed) {
  let x = seed >>> 0 || 1;
  return () => {
    x ^= x << 13;
    x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5;
    x >>>= 0;
    return x / 4294967296;
  };
}

/** Milliseconds from the start at which each of `count` messages is due: a Poisson process. */
export function poisson(rate, count, seed) {
  const random = chance(seed);
  const due = new Float64Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    at += (-Math.log(1 - random()) * 1000) / rate;
    due[i] = at;
  }
  return due;
}

/** Lines of a table; the first column is left-aligned, the others right. */
export function table(header, rows) {
  const cells = [header, ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? figure(cell) : String(cell))))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) => row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd();
  return [line(cells[0]), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.slice(1).map(line)].join('\n');
}

export function figure(number) {
  if (!Number.isFinite(number)) return '–';
  const size = Math.abs(number);
  return number.toFixed(size >= 100 || Number.isInteger(number) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}
