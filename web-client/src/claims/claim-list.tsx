import { type ReactNode, useDeferredValue, useState } from 'react';
import { type Claim, isStaff, Problem } from '../client/index.ts';
import { explain, type TextKey, useLanguage } from '../language/language.ts';
import { AlertIcon, FolderIcon, InboxIcon, SearchIcon } from '../shell/icons.tsx';
import { useParley } from '../shell/parley-context.tsx';
import { StatePanel } from '../shell/state-panel.tsx';
import { ClaimRow } from './claim-row.tsx';
import { unreadOf, useClaims, useUnread } from './queries.ts';

type Filter = 'all' | 'assigned' | 'unassigned' | 'withUnread';
const STAFF_FILTERS: Filter[] = ['all', 'assigned', 'unassigned', 'withUnread'];

/** The claims of a customer, or the inbox of a tenant; `compact` is the column beside an open claim. */
export function ClaimList({ compact = false, emptyAction }: { compact?: boolean; emptyAction?: ReactNode }) {
  const { t } = useLanguage();
  const { me } = useParley();
  const staff = isStaff(me.role);
  const [words, setWords] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const q = useDeferredValue(words.trim());
  const claims = useClaims(q);
  const unread = useUnread();

  const loaded = claims.data?.pages.flatMap((page) => page.items) ?? [];
  const kept = loaded.filter(
    (claim) => says(claim, q) && matches(claim, filter, me.userId, unreadOf(claim, unread.data)),
  );
  const searchable = staff || loaded.length > 6 || q !== '';

  return (
    <div className={compact ? 'claim-list compact' : 'claim-list'}>
      {searchable && (
        <div className="claim-tools">
          <label className="search">
            <SearchIcon />
            <span className="visually-hidden">{t('claims.search')}</span>
            <input
              type="search"
              placeholder={t('claims.search')}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </label>
          {staff && !compact && <Filters chosen={filter} choose={setFilter} />}
        </div>
      )}
      {claims.isPending && <Skeleton rows={compact ? 6 : 5} />}
      {claims.isError && loaded.length === 0 && (
        <StatePanel
          icon={<AlertIcon />}
          tone="alert"
          title={t('claims.failed')}
          hint={explain(t, Problem.from(claims.error))}
        >
          <button type="button" className="button" onClick={() => void claims.refetch()}>
            {t('app.retry')}
          </button>
        </StatePanel>
      )}
      {claims.isSuccess && kept.length === 0 && (
        <Empty staff={staff} filtered={q !== '' || filter !== 'all'} action={emptyAction} />
      )}
      {kept.length > 0 && (
        <ul className="claim-rows">
          {kept.map((claim) => (
            <ClaimRow key={claim.id} claim={claim} unread={unreadOf(claim, unread.data)} />
          ))}
        </ul>
      )}
      {claims.hasNextPage && (
        <button
          type="button"
          className="button more"
          disabled={claims.isFetchingNextPage}
          onClick={() => void claims.fetchNextPage()}
        >
          {claims.isFetchingNextPage ? t('app.loading') : t('claims.more')}
        </button>
      )}
    </div>
  );
}

/** Narrows what is loaded at once and by the letter, whatever the server makes of the words. */
function says(claim: Claim, q: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const text = plain(`${claim.title} ${claim.reference} ${claim.customerName ?? ''} ${claim.description ?? ''}`);
  return plain(q)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function matches(claim: Claim, filter: Filter, me: string, unread: number): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'assigned':
      return claim.assigneeId === me;
    case 'unassigned':
      return !claim.assigneeId;
    case 'withUnread':
      return unread > 0;
  }
}

function Filters({ chosen, choose }: { chosen: Filter; choose: (filter: Filter) => void }) {
  const { t } = useLanguage();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this segmented control in every browser
    <div className="segmented filters" role="group" aria-label={t('claims.filter')}>
      {STAFF_FILTERS.map((each) => (
        <button key={each} type="button" aria-pressed={each === chosen} onClick={() => choose(each)}>
          {t(`claims.${each}` satisfies TextKey)}
        </button>
      ))}
    </div>
  );
}

function Empty({ staff, filtered, action }: { staff: boolean; filtered: boolean; action?: ReactNode }) {
  const { t } = useLanguage();
  if (filtered) return <StatePanel icon={<SearchIcon />} title={t('claims.noMatch')} hint={t('claims.noMatchHint')} />;
  return staff ? (
    <StatePanel icon={<InboxIcon />} title={t('claims.inboxEmpty')} hint={t('claims.inboxEmptyHint')} />
  ) : (
    <StatePanel icon={<FolderIcon />} title={t('claims.empty')} hint={t('claims.emptyHint')}>
      {action}
    </StatePanel>
  );
}

function Skeleton({ rows }: { rows: number }) {
  const { t } = useLanguage();
  return (
    <div className="skeletons" role="status">
      <span className="visually-hidden">{t('app.loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders have no other identity
        <div className="skeleton-row" key={row}>
          <span className="skeleton wide" />
          <span className="skeleton narrow" />
        </div>
      ))}
    </div>
  );
}
