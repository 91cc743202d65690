import type { ClaimStatus, Entry, Happening } from './wire.ts';

/** What an entry says happened to the conversation; null for a message and what happens to one. */
export function happeningOf({ type, seq, at, data }: Entry): Happening | null {
  const text = (name: string): string | null => (typeof data[name] === 'string' ? (data[name] as string) : null);
  const base = { seq, at: text('at') ?? at ?? '' };
  if (Number.isNaN(Date.parse(base.at))) return null;
  switch (`${type} ${text('change') ?? ''}`.trim()) {
    case 'participant_changed JOINED':
    case 'participant_changed LEFT': {
      const userId = text('userId');
      if (userId === null) return null;
      const kind = data.change === 'JOINED' ? 'joined' : 'left';
      return { ...base, kind, userId, name: text('name'), by: text('by') };
    }
    case 'claim_updated': {
      const status = text('status');
      return status === null ? null : { ...base, kind: 'claim', status: status as ClaimStatus, reason: text('reason') };
    }
    case 'conversation_updated RENAMED': {
      const title = text('title');
      return title === null ? null : { ...base, kind: 'renamed', title };
    }
    case 'conversation_updated ARCHIVED':
      return { ...base, kind: 'archived' };
    case 'conversation_updated REOPENED':
      return { ...base, kind: 'reopened' };
    case 'conversation_updated DELETED':
      return { ...base, kind: 'deleted' };
    default:
      return null;
  }
}
