import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Claim, UnreadCount } from '../client/index.ts';
import { useParley } from '../shell/parley-context.tsx';

const PAGE = 50;

export function useClaims(q: string) {
  const { parley } = useParley();
  return useInfiniteQuery({
    queryKey: ['claims', q],
    queryFn: ({ pageParam, signal }) =>
      parley.rest.claims({ q: q || undefined, limit: PAGE, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
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
