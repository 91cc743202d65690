/** Initials; violet means staff wherever it appears. */
export function Avatar({ name, staff }: { name: string; staff: boolean }) {
  const words = name.trim().split(/\s+/);
  const initials = (words[0]?.[0] ?? '?') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '');
  return (
    <span className={staff ? 'avatar staff' : 'avatar'} aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  );
}
