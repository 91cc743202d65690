import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Claim, isStaff, type Message, Problem } from '../client/index.ts';
import { explain, useLanguage } from '../language/language.ts';
import { Avatar } from '../shell/avatar.tsx';
import { AlertIcon, BackIcon, CloseIcon, FolderIcon, InfoIcon, LockIcon } from '../shell/icons.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { useConnection, useParley, usePresence } from '../shell/parley-context.tsx';
import { StatePanel } from '../shell/state-panel.tsx';
import { ThreadView } from '../thread/thread-view.tsx';
import { useThread } from '../thread/use-thread.ts';
import { ClaimList } from './claim-list.tsx';
import { ClaimPanel } from './claim-panel.tsx';
import { DraftView } from './draft-view.tsx';
import { useClaim, useUnread } from './queries.ts';
import { StatusBadge } from './status-badge.tsx';

export function ClaimPage() {
  const { claimId = '' } = useParams();
  const { t } = useLanguage();
  const { me } = useParley();
  const claim = useClaim(claimId);
  const unread = useUnread().data?.total ?? 0;
  usePageTitle(claim.data?.claim.title ?? t('app.loading'), unread);
  const home = t(isStaff(me.role) ? 'claims.inbox' : 'claims.mine');
  return (
    <div className="claim-layout">
      <aside className="claim-side" aria-label={home}>
        <div className="claim-side-head">
          <h2>{home}</h2>
        </div>
        <ClaimList compact />
      </aside>
      <main id="main" className="claim-main" key={claimId}>
        {claim.isPending && (
          <p className="centred" role="status">
            {t('app.loading')}
          </p>
        )}
        {claim.isError && !claim.data && (
          <ClaimProblem problem={Problem.from(claim.error)} retry={() => void claim.refetch()} home={home} />
        )}
        {claim.data && <Opened claim={claim.data.claim} etag={claim.data.etag} home={home} />}
      </main>
    </div>
  );
}

function Opened({ claim, etag, home }: { claim: Claim; etag: string | null; home: string }) {
  const { t } = useLanguage();
  const { me } = useParley();
  if (claim.status !== 'DRAFT' && claim.conversationId) {
    return <Talk claim={claim} conversationId={claim.conversationId} home={home} />;
  }
  return (
    <div className="draft-scroll">
      <Link to="/claims" className="back-link">
        <BackIcon />
        {home}
      </Link>
      {isStaff(me.role) || claim.status !== 'DRAFT' ? (
        <StatePanel level={1} icon={<FolderIcon />} title={t('draft.staff')} hint={t('draft.staffHint')}>
          <StatusBadge status={claim.status} testId="claim-status" />
        </StatePanel>
      ) : (
        <DraftView claim={claim} etag={etag} />
      )}
    </div>
  );
}

function Talk({ claim, conversationId, home }: { claim: Claim; conversationId: string; home: string }) {
  const { t } = useLanguage();
  const { me } = useParley();
  const { thread, view } = useThread(claim.id, conversationId);
  const names = namesIn(view?.conversation.messages ?? []);
  for (const one of view?.conversation.participants ?? []) if (one.name) names.set(one.userId, one.name);
  if (claim.customerName) names.set(claim.customerId, claim.customerName);

  const staff = isStaff(me.role);
  const others = staff ? [claim.customerId] : teamOf(claim, view?.conversation.messages ?? []);
  const online = usePresence('claim', others);
  const presence = others
    .map((id) => online.get(id)?.status)
    .find((status) => status === 'ONLINE' || status === 'AWAY');
  // While we are away ourselves, what we last heard of others is no news.
  const connected = useConnection().state === 'online';
  const known = connected && others.some((id) => online.has(id));

  return (
    <div className="talk">
      <div className="talk-main">
        <header className="talk-head">
          <Link to="/claims" className="icon-button talk-back" aria-label={home} title={home}>
            <BackIcon />
          </Link>
          {staff && <Avatar name={claim.customerName ?? '?'} staff={false} />}
          <div className="talk-title">
            <h1>{claim.title}</h1>
            <p>
              {staff && <span className="talk-name">{claim.customerName}</span>}
              <span className="tabular">{claim.reference}</span>
              {known && (
                <span className="talk-presence" data-testid="presence" data-state={presence ?? 'OFFLINE'}>
                  <span className={`presence ${(presence ?? 'OFFLINE').toLowerCase()}`} aria-hidden="true" />
                  {t(`presence.${presence ?? 'OFFLINE'}`)}
                </span>
              )}
            </p>
          </div>
          <StatusBadge status={claim.status} testId="claim-status" />
          <Details claim={claim} assigneeName={names.get(claim.assigneeId ?? '') ?? null} />
        </header>
        {thread && view && <ThreadView claim={claim} thread={thread} view={view} names={names} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <aside className="talk-panel" aria-label={t('claim.details')} tabIndex={0}>
        <ClaimPanel claim={claim} assigneeName={names.get(claim.assigneeId ?? '') ?? null} />
      </aside>
    </div>
  );
}

/** The claim panel where there is no room for it beside the thread. */
function Details({ claim, assigneeName }: { claim: Claim; assigneeName: string | null }) {
  const { t } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  const close = () => dialog.current?.close();
  return (
    <>
      <button
        type="button"
        className="icon-button talk-details"
        aria-label={t('claim.details')}
        title={t('claim.details')}
        onClick={() => setOpen(true)}
      >
        <InfoIcon />
      </button>
      {open && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal dialog by itself; the click is only on its backdrop
        <dialog
          ref={dialog}
          className="sheet"
          aria-label={t('claim.details')}
          onClose={() => setOpen(false)}
          onClick={(event) => event.target === dialog.current && close()}
        >
          <div className="sheet-body">
            <button type="button" className="icon-button sheet-close" aria-label={t('app.close')} onClick={close}>
              <CloseIcon />
            </button>
            <ClaimPanel claim={claim} assigneeName={assigneeName} />
          </div>
        </dialog>
      )}
    </>
  );
}

function ClaimProblem({ problem, retry, home }: { problem: Problem; retry: () => void; home: string }) {
  const { t } = useLanguage();
  const missing = problem.status === 404 || problem.status === 403 || problem.status === 400;
  return (
    <StatePanel
      level={1}
      icon={missing ? <LockIcon /> : <AlertIcon />}
      tone={missing ? 'calm' : 'alert'}
      title={t(missing ? 'claim.missing' : 'claim.failed')}
      hint={missing ? t('claim.missingHint') : explain(t, problem)}
    >
      {!missing && (
        <button type="button" className="button primary" onClick={retry}>
          {t('app.retry')}
        </button>
      )}
      <Link to="/claims" className="button">
        {home}
      </Link>
    </StatePanel>
  );
}

function namesIn(messages: readonly Message[]): Map<string, string> {
  return new Map(messages.flatMap((one) => (one.senderId && one.senderName ? [[one.senderId, one.senderName]] : [])));
}

/** The staff a customer talks with: who is assigned, and who has written. */
function teamOf(claim: Claim, messages: readonly Message[]): string[] {
  const writers = messages.flatMap((one) => (one.senderId && isStaff(one.senderRole) ? [one.senderId] : []));
  return [...new Set([...(claim.assigneeId ? [claim.assigneeId] : []), ...writers])].sort();
}
