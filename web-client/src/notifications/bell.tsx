import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Notification, Page } from '../client/index.ts';
import { useLanguage } from '../language/language.ts';
import { exact, relative, useNow } from '../language/time.ts';
import { AlertIcon, BellIcon } from '../shell/icons.tsx';
import { useParley } from '../shell/parley-context.tsx';
import { StatePanel } from '../shell/state-panel.tsx';

const SHOWN = 30;
const unreadOf = (one: Notification) => !one.readAt && one.read !== true;
/** Only paths of this page: a notification must not be able to lead elsewhere. */
const pathOf = (link: string | null | undefined) => (link && /^\/(?![/\\])/.test(link) ? link : null);

export function useNotifications() {
  const { parley } = useParley();
  return useQuery({ queryKey: ['notifications'], queryFn: ({ signal }) => parley.rest.notifications(SHOWN, signal) });
}

export function Bell() {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const notifications = useNotifications();
  const unread = notifications.data?.items.filter(unreadOf).length ?? 0;

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', closeByKey);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', closeByKey);
    };
  }, [open]);

  return (
    <div className="bell" ref={box}>
      <button
        type="button"
        ref={button}
        className="icon-button"
        data-testid="bell"
        data-unread={unread}
        aria-expanded={open}
        aria-controls="notifications"
        aria-label={unread ? t('bell.unread', { count: unread }) : t('bell.label')}
        onClick={() => setOpen(!open)}
      >
        <BellIcon />
        {unread > 0 && <span className="badge">{unread > 99 ? '99+' : unread}</span>}
      </button>
      {open && <NotificationList unread={unread} close={() => setOpen(false)} />}
    </div>
  );
}

function NotificationList({ unread, close }: { unread: number; close: () => void }) {
  const { t } = useLanguage();
  const { parley } = useParley();
  const cache = useQueryClient();
  const notifications = useNotifications();

  /** Shown as read at once; the server's answer corrects us if it says otherwise. */
  const showRead = (chosen: (one: Notification) => boolean) =>
    cache.setQueryData<Page<Notification>>(
      ['notifications'],
      (held) =>
        held && {
          ...held,
          items: held.items.map((one) =>
            chosen(one) && unreadOf(one) ? { ...one, readAt: new Date().toISOString() } : one,
          ),
        },
    );
  const settle = () => cache.invalidateQueries({ queryKey: ['notifications'] });
  const readOne = useMutation({
    mutationFn: (id: string) => parley.rest.readNotification(id),
    onMutate: (id) => void showRead((one) => one.id === id),
    onSettled: settle,
  });
  const readAll = useMutation({
    mutationFn: () => parley.rest.readAllNotifications(),
    onMutate: () => void showRead(() => true),
    onSettled: settle,
  });

  return (
    <section className="popover" id="notifications" aria-label={t('bell.label')}>
      <div className="popover-head">
        <h2>{t('bell.label')}</h2>
        {unread > 0 && (
          <button type="button" className="button link" onClick={() => readAll.mutate()}>
            {t('bell.readAll')}
          </button>
        )}
      </div>
      {notifications.isPending && <p className="popover-note">{t('app.loading')}</p>}
      {notifications.isError && (
        <StatePanel icon={<AlertIcon />} tone="alert" title={t('bell.failed')}>
          <button type="button" className="button" onClick={() => void notifications.refetch()}>
            {t('app.retry')}
          </button>
        </StatePanel>
      )}
      {notifications.data?.items.length === 0 && (
        <StatePanel icon={<BellIcon />} title={t('bell.empty')} hint={t('bell.emptyHint')} />
      )}
      {!!notifications.data?.items.length && (
        <ul className="notifications">
          {notifications.data.items.map((one) => (
            <NotificationRow
              key={one.id}
              notification={one}
              open={() => {
                if (unreadOf(one)) readOne.mutate(one.id);
                close();
              }}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function NotificationRow({ notification, open }: { notification: Notification; open: () => void }) {
  const { language, t } = useLanguage();
  const navigate = useNavigate();
  const now = useNow();
  const unread = unreadOf(notification);
  return (
    <li>
      <button
        type="button"
        className="notification"
        data-testid="notification-row"
        data-notification-id={notification.id}
        data-unread={unread}
        onClick={() => {
          open();
          const path = pathOf(notification.link);
          if (path) navigate(path);
        }}
      >
        <span className="notification-dot" aria-hidden="true" />
        <span className="notification-text">
          <strong>{notification.title}</strong>
          {notification.body && <span>{notification.body}</span>}
          <time dateTime={notification.createdAt} title={exact(notification.createdAt, language)}>
            {relative(notification.createdAt, now, language, t)}
          </time>
        </span>
        {unread && <span className="visually-hidden">, {t('bell.isUnread')}</span>}
      </button>
    </li>
  );
}
