// Latency over rate as SVG: logarithmic axes, readable on a light and on a dark page.

const WIDTH = 900;
const HEIGHT = 520;
const AREA = { left: 74, right: WIDTH - 190, top: 78, bottom: HEIGHT - 64 };
const STEPS = [1, 2, 5];
const LABEL_HEIGHT = 17;
const TICK_WIDTH = 38;
const COLOURS = [['#0b5fcc', '#6cb0ff'], ['#b54708', '#ffab5e'], ['#146c43', '#5fd38d']];

/**
 * @param {{title: string, subtitle: string}} words
 * @param {{name: string, points: {rate: number, p50: number, p99: number, sustained: boolean}[]}[]} series
 */
export function latencyPlot({ title, subtitle }, series) {
  const points = series.flatMap((one) => one.points);
  const rates = [...new Set(points.map(({ rate }) => rate))].sort((a, b) => a - b);
  const values = points.flatMap(({ p50, p99 }) => [p50, p99]).filter((value) => value > 0);
  const across = scale(spread(rates[0], rates.at(-1), 1.15), AREA.left, AREA.right);
  const heights = ticks(Math.min(...values), Math.max(...values));
  const up = scale([heights[0], heights.at(-1)], AREA.bottom, AREA.top);
  const note = points.every(({ sustained }) => sustained) ? subtitle : `${subtitle}; hollow: not sustained`;
  const labels = [];
  const lines = series.flatMap((one, i) => ['p50', 'p99'].map((quantile) => {
    const all = one.points.filter((point) => point[quantile] > 0);
    const last = all.at(-1);
    if (last) labels.push({ i, text: `${one.name}, ${quantile}`, wanted: up(last[quantile]) });
    return line(all, quantile, i, across, up);
  }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    `<title>${escape(title)}</title>`,
    style(series.length),
    `<rect class="page" width="${WIDTH}" height="${HEIGHT}"/>`,
    `<text class="title" x="${AREA.left}" y="32">${escape(title)}</text>`,
    `<text class="faint" x="${AREA.left}" y="54">${escape(note)}</text>`,
    ...heights.map((value) => grid(AREA.left, up(value), AREA.right, up(value), value, 'end', -10, 4)),
    ...legible(rates, across).map((rate) => grid(across(rate), AREA.bottom, across(rate), AREA.top, rate, 'middle', 0, 22)),
    `<text class="faint" text-anchor="middle" x="${(AREA.left + AREA.right) / 2}" y="${HEIGHT - 18}">messages a second</text>`,
    `<text class="faint" text-anchor="middle" transform="translate(20 ${(AREA.top + AREA.bottom) / 2}) rotate(-90)">milliseconds until both sockets have it</text>`,
    ...lines,
    ...apart(labels).map(({ i, text, y }) => `<text class="name c${i}" x="${AREA.right + 14}" y="${(y + 4).toFixed(1)}">${escape(text)}</text>`),
    '</svg>',
    '',
  ].join('\n');
}

function line(points, quantile, i, across, up) {
  const places = points.map((point) => [across(point.rate).toFixed(1), up(point[quantile]).toFixed(1)]);
  const marks = places.map(([x, y], k) => {
    const { rate, sustained } = points[k];
    const said = `${rate}/s: ${quantile} ${points[k][quantile].toFixed(1)} ms${sustained ? '' : ', not sustained'}`;
    return `<circle class="mark c${i}${sustained ? '' : ' open'}" cx="${x}" cy="${y}" r="4"><title>${said}</title></circle>`;
  });
  return `<polyline class="line ${quantile} c${i}" points="${places.map((place) => place.join(',')).join(' ')}"/>${marks.join('')}`;
}

function grid(x1, y1, x2, y2, value, anchor, dx, dy) {
  const [a, b, c, d] = [x1, y1, x2, y2].map((n) => n.toFixed(1));
  return `<line class="grid" x1="${a}" y1="${b}" x2="${c}" y2="${d}"/>`
    + `<text class="tick" text-anchor="${anchor}" x="${(x1 + dx).toFixed(1)}" y="${(y1 + dy).toFixed(1)}">${value}</text>`;
}

/** Without those whose number would run into the one before. */
function legible(rates, across) {
  let last = -Infinity;
  return rates.filter((rate) => {
    const fits = across(rate) - last >= TICK_WIDTH;
    if (fits) last = across(rate);
    return fits;
  });
}

/** 1, 2, 5, 10 … from below the least to above the most. */
function ticks(least, most) {
  const all = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) {
    for (const step of STEPS) all.push(Number((step * 10 ** power).toPrecision(1)));
  }
  const first = all.findLastIndex((tick) => tick <= least);
  const last = all.findIndex((tick) => tick >= most);
  return all.slice(first, Math.max(last, first + 1) + 1);
}

/** A little room on both sides; also when there is one rate only. */
const spread = (least, most, by) => [least / by, most * by];

function scale([least, most], from, to) {
  const [low, high] = [Math.log(least), Math.log(most)];
  return (value) => from + ((Math.log(value) - low) / (high - low)) * (to - from);
}

/** Names of lines that end close together move apart, in their order. */
function apart(labels) {
  const sorted = [...labels].sort((a, b) => a.wanted - b.wanted);
  let y = -Infinity;
  for (const label of sorted) {
    y = Math.max(label.wanted, y + LABEL_HEIGHT);
    label.y = y;
  }
  const below = Math.max(0, y - AREA.bottom);
  return sorted.map((label) => ({ ...label, y: label.y - below }));
}

function style(count) {
  const colours = (which) => COLOURS.slice(0, count).map((pair, i) => (
    `.line.c${i},.mark.c${i}{stroke:${pair[which]}}.mark.c${i},.name.c${i}{fill:${pair[which]}}`)).join('');
  const page = (background, text, faint, rule) => (
    `.page,.mark.open{fill:${background}}text{fill:${text}}.faint,.tick{fill:${faint}}.grid{stroke:${rule}}`);
  return `<style>
text{font:14px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}.title{font-size:18px;font-weight:600}.tick{font-size:13px}
.line{fill:none;stroke-width:2.5;stroke-linejoin:round}.p50{stroke-dasharray:2 5;stroke-linecap:round}.mark{stroke-width:2}.name{font-weight:600}
${page('#ffffff', '#1b1f24', '#57606a', '#e1e5ea')}${colours(0)}.mark.open{fill:#ffffff}
@media (prefers-color-scheme: dark){${page('#12161c', '#e9edf2', '#a0aab6', '#2a313b')}${colours(1)}.mark.open{fill:#12161c}}
</style>`;
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
