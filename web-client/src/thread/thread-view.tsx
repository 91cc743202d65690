import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Claim, isStaff, type Thread, type ThreadView as View } from '../client/index.ts';
import { explain, useLanguage } from '../language/language.ts';
import { dayLabel, useNow } from '../language/time.ts';
import { AlertIcon, ChatIcon, DownIcon, LockIcon } from '../shell/icons.tsx';
import { useConnection, useParley } from '../shell/parley-context.tsx';
import { StatePanel } from '../shell/state-panel.tsx';
import { Composer } from './composer.tsx';
import { HappeningLine } from './happening-line.tsx';
import { firstUnread, type Item, readByOtherSide, threadItems } from './items.ts';
import { MessageBubble, OutgoingBubble } from './message-bubble.tsx';
import { useScroll } from './use-scroll.ts';
import { useOutbox } from './use-thread.ts';

interface Props {
  claim: Claim;
  thread: Thread;
  view: View;
  names: ReadonlyMap<string, string>;
}

export function ThreadView({ claim, thread, view, names }: Props) {
  const { t } = useLanguage();
  const { me } = useParley();
  const { state } = useConnection();
  const scroller = useRef<HTMLDivElement>(null);
  const { messages, happenings, readPositions, hasOlder } = view.conversation;
  const outgoing = useOutbox().filter((one) => one.conversationId === thread.log.conversationId);
  const unreadFrom = useUnreadDivider(view, me.userId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filtered outbox is a new array each time; its keys say it all
  const items = useMemo(
    () => threadItems(messages, outgoing, me.userId, unreadFrom, happenings),
    [messages, happenings, outgoing.map((one) => one.clientKey + one.state).join(), me.userId, unreadFrom],
  );
  const readUpTo = readByOtherSide(readPositions, me.userId, isStaff(me.role), claim.customerId);

  const seen = useMarkRead(thread, view, me.userId);
  const loadOlder = useCallback(() => void thread.loadOlder().catch(() => undefined), [thread]);
  const { below, away, toEnd } = useScroll(scroller, { items, settled: view.joined, loadOlder, seen });
  const closed = claim.status === 'CLOSED' || claim.status === 'WITHDRAWN';

  return (
    <section className="thread" aria-label={t('thread.label')}>
      <div className="thread-frame">
        <div
          className="thread-scroll"
          ref={scroller}
          data-testid="thread"
          role="log"
          aria-label={t('thread.label')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          tabIndex={0}
        >
          <div className="thread-content">
            {hasOlder && view.phase === 'ready' && (
              <button type="button" className="button older" disabled={view.loadingOlder} onClick={loadOlder}>
                {t(view.loadingOlder ? 'thread.loadingOlder' : 'thread.loadOlder')}
              </button>
            )}
            {view.phase === 'loading' && items.length === 0 && (
              <p className="centred" role="status">
                {t('thread.loading')}
              </p>
            )}
            {view.phase === 'failed' && (
              <StatePanel
                icon={<AlertIcon />}
                tone="alert"
                title={t('thread.failed')}
                hint={view.problem ? explain(t, view.problem) : undefined}
              >
                <button type="button" className="button" onClick={() => void thread.open()}>
                  {t('app.retry')}
                </button>
              </StatePanel>
            )}
            {view.phase === 'ready' && items.length === 0 && (
              <StatePanel icon={<ChatIcon />} title={t('thread.empty')} hint={t('thread.emptyHint')} />
            )}
            {items.map((item) => (
              <ThreadItem key={item.key} item={item} readUpTo={readUpTo} names={names} />
            ))}
          </div>
        </div>
        {(below > 0 || away) && (
          <button type="button" className={below > 0 ? 'pill new' : 'pill'} onClick={() => toEnd(true)}>
            <DownIcon />
            {below > 0 ? (
              t('thread.newBelow', { count: below })
            ) : (
              <span className="visually-hidden">{t('thread.toBottom')}</span>
            )}
          </button>
        )}
      </div>
      <TypingLine userIds={view.typing} names={names} />
      {state === 'offline' && <p className="offline-note">{t('connection.offlineHint')}</p>}
      {closed ? (
        <p className="closed-note">
          <LockIcon />
          {t(claim.status === 'CLOSED' ? 'claim.closedNotice' : 'claim.withdrawnNotice')}
        </p>
      ) : (
        <Composer thread={thread} key={thread.claimId} />
      )}
    </section>
  );
}

interface ItemProps {
  item: Item;
  readUpTo: number;
  names: ReadonlyMap<string, string>;
}

function ThreadItem({ item, readUpTo, names }: ItemProps) {
  const { language, t } = useLanguage();
  const { me } = useParley();
  const now = useNow();
  switch (item.kind) {
    case 'day':
      return (
        <p className="day">
          <span>{dayLabel(item.day, now, language, t)}</span>
        </p>
      );
    case 'unread':
      return (
        <p className="unread-divider" data-divider data-testid="unread-divider">
          <span>{t('thread.unread')}</span>
        </p>
      );
    case 'happening':
      return <HappeningLine happening={item.happening} names={names} staff={isStaff(me.role)} />;
    case 'message': {
      const read = item.message.isRead === true || item.message.seq <= readUpTo;
      return <MessageBubble message={item.message} own={item.own} first={item.first} last={item.last} read={read} />;
    }
    case 'outgoing':
      return <OutgoingBubble outgoing={item.outgoing} first={item.first} last={item.last} />;
  }
}

/** Always there, so that its text moves nothing when it comes and goes. */
function TypingLine({ userIds, names }: { userIds: readonly string[]; names: ReadonlyMap<string, string> }) {
  const { t } = useLanguage();
  const who = [...new Set(userIds.map((id) => names.get(id) ?? t('thread.someone')))];
  return (
    <div className="typing-line">
      {who.length > 0 && (
        <span data-testid="typing">
          <span className="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {t('thread.typing', { count: who.length, names: who.join(', ') })}
        </span>
      )}
    </div>
  );
}

/** Where "new messages" began when the thread was opened; it does not move while one reads. */
function useUnreadDivider(view: View, me: string): number | null {
  const [found, setFound] = useState<{ seq: number | null } | null>(null);
  if (found === null && view.joined) {
    const { messages, readPositions } = view.conversation;
    const divider = { seq: firstUnread(messages, me, readPositions.get(me) ?? 0) };
    setFound(divider);
    return divider.seq;
  }
  return found?.seq ?? null;
}

/** Reading is being able to see: the newest visible message of somebody else, on a page that is not hidden. */
function useMarkRead(thread: Thread, view: View, me: string): (seq: number) => void {
  const visible = useRef(0);
  const { state } = useConnection();
  const messages = view.conversation.messages;
  const mark = useCallback(
    (seq: number) => {
      visible.current = seq;
      if (document.visibilityState !== 'visible' || !view.joined) return;
      const newest = messages.findLast((message) => message.seq <= seq && message.senderId !== me);
      const known = view.conversation.readPositions.get(me) ?? 0;
      if (newest && newest.seq > known) thread.markRead(newest);
    },
    [thread, messages, me, view.joined, view.conversation.readPositions],
  );
  useEffect(() => {
    if (state === 'online' && visible.current > 0) mark(visible.current);
  }, [state, mark]);
  return mark;
}
