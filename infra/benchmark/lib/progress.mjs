// What a run says while it works, on standard error.

/** On a terminal one line that is overwritten; elsewhere a plain line when the activity changes. */
export function progress() {
  const terminal = process.stderr.isTTY;
  let lastAt = 0;
  let lastWord = '';
  return {
    say(what) {
      const word = what.replace(/[\d.]+/g, '#');
      if (terminal && (performance.now() - lastAt > 100 || word !== lastWord)) {
        lastAt = performance.now();
        process.stderr.write(`\r\x1b[2K${what}`);
      } else if (!terminal && word !== lastWord) {
        process.stderr.write(`${what.replace(/\d+ of /, '')}\n`);
      }
      lastWord = word;
    },
    end() {
      if (terminal) process.stderr.write('\r\x1b[2K');
    },
  };
}
