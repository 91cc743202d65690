import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type Claim, isStaff, type UnreadCount } from '../client/index.ts';
import { useParley } from '../shell/parley-context.tsx';

const PAGE = 50;
/** Claims of people one does not talk with yet announce themselves only by `inbox_update`; this is for when none comes. */
const INBOX_REFRESH_MS = 10_000;

export function useClaims(q: string) {
  const { parley, me } = useParley();
  return useInfiniteQuery({
    queryKey: ['claims', q],
    queryFn: ({ pageParam, signal }) =>
      parley.rest.claims({ q: q || undefined, limit: PAGE, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    refetchInterval: isStaff(me.role) ? INBOX_REFRESH_MS : false,
  });
}

export function useClaim(id: string) {
  const { parley } = useParley();
  return useQuery({ queryKey: ['claim', id], queryFn: ({ signal }) => parley.rest.claim(id, signal) });
}

export function useUnread() {
  const { parley } = useParley();
  return useQuery({ queryKey: ['unread'], queryFn: ({ signal }) => parley.rest.unread(signal) });
}

export function unreadOf(claim: Claim, counts: UnreadCount | undefined): number {
  const found = counts?.conversations.find(
    (one) => one.conversationId === claim.conversationId || one.claimId === claim.id,
  );
  return found?.unread ?? 0;
}
