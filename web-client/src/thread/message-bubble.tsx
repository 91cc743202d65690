import { memo } from 'react';
import { isStaff, type Message, type Outgoing, Problem } from '../client/index.ts';
import { explain, useLanguage } from '../language/language.ts';
import { exact, messageTime, useNow } from '../language/time.ts';
import { Avatar } from '../shell/avatar.tsx';
import { AlertIcon, TickIcon } from '../shell/icons.tsx';
import { useParley } from '../shell/parley-context.tsx';

interface BubbleProps {
  message: Message;
  own: boolean;
  first: boolean;
  last: boolean;
  read: boolean;
}

export const MessageBubble = memo(function MessageBubble({ message, own, first, last, read }: BubbleProps) {
  const { t } = useLanguage();
  const { me } = useParley();
  const hooks = {
    'data-testid': 'message',
    'data-seq': message.seq,
    'data-message-id': message.id,
    'data-own': own,
    'data-kind': message.kind,
  };
  if (message.kind === 'SYSTEM') {
    return (
      <div className="system-message" {...hooks}>
        <p data-testid="message-body">{message.body}</p>
        <MessageTime at={message.createdAt} />
      </div>
    );
  }
  const staff = isStaff(message.senderRole) || message.isAdminMessage === true;
  const side = own ? 'own' : staff ? 'staff' : 'other';
  const name = message.senderName ?? t('thread.someone');
  return (
    <div className={`message ${side}${first ? ' first' : ''}${last ? ' last' : ''}`} {...hooks}>
      {!own && <span className="message-avatar">{last && <Avatar name={name} staff={staff} />}</span>}
      <div className="message-column">
        {first && !own && (
          <p className="message-sender">
            <strong>{name}</strong>
            {staff && <span className="staff-badge">{t(`role.${message.senderRole ?? 'staff'}`)}</span>}
          </p>
        )}
        <div className={`bubble ${side}`}>
          {!first && !own && <span className="visually-hidden">{name}: </span>}
          {own && <span className="visually-hidden">{t('thread.you')}: </span>}
          {message.withdrawnAt ? (
            <p className="message-body withdrawn" data-testid="message-body">
              {t('thread.withdrawn')}
            </p>
          ) : (
            <p className="message-body" data-testid="message-body">
              {message.body}
            </p>
          )}
          <span className="message-meta">
            {message.editedAt && !message.withdrawnAt && <span data-testid="edited">{t('thread.edited')}</span>}
            <MessageTime at={message.createdAt} />
            {own && <Tick state={read ? 'read' : 'sent'} />}
          </span>
        </div>
        {!!message.reactions?.length && !message.withdrawnAt && (
          <p className="reactions" data-testid="reactions">
            {message.reactions.map(({ emoji, userIds }) => (
              <span key={emoji} className={userIds.includes(me.userId) ? 'mine' : undefined}>
                {emoji} {userIds.length > 1 && userIds.length}
              </span>
            ))}
          </p>
        )}
      </div>
    </div>
  );
});

export function OutgoingBubble({ outgoing, first, last }: { outgoing: Outgoing; first: boolean; last: boolean }) {
  const { t } = useLanguage();
  const { outbox } = useParley().parley;
  const failed = outgoing.state === 'failed';
  return (
    <div
      className={`message own${first ? ' first' : ''}${last ? ' last' : ''}`}
      data-testid="message"
      data-own={true}
      data-kind="TEXT"
      data-state={outgoing.state}
    >
      <div className="message-column">
        <div className={failed ? 'bubble own failed' : 'bubble own pending'}>
          <span className="visually-hidden">{t('thread.you')}: </span>
          <p className="message-body" data-testid="message-body">
            {outgoing.body}
          </p>
          <span className="message-meta">
            <MessageTime at={outgoing.createdAt} />
            {!failed && <Tick state="pending" />}
          </span>
        </div>
        {failed && (
          <div className="message-failed" role="alert">
            <AlertIcon />
            <span>
              {t('thread.notSent')}
              {outgoing.problem &&
                ` · ${explain(t, new Problem(outgoing.problem.slug, 400, '', outgoing.problem.detail))}`}
            </span>
            <button type="button" className="button link" onClick={() => outbox.retry(outgoing.clientKey)}>
              {t('thread.retry')}
            </button>
            <button type="button" className="button link" onClick={() => outbox.discard(outgoing.clientKey)}>
              {t('thread.discard')}
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

function Tick({ state }: { state: 'pending' | 'sent' | 'read' }) {
  const { t } = useLanguage();
  return (
    <span className={`tick ${state}`} data-testid="tick" data-state={state} title={t(`thread.${state}`)}>
      <TickIcon state={state} />
      <span className="visually-hidden">{t(`thread.${state}`)}</span>
    </span>
  );
}

function MessageTime({ at }: { at: string }) {
  const { language, t } = useLanguage();
  const now = useNow();
  return (
    <time dateTime={at} title={exact(at, language)}>
      {messageTime(at, now, language, t)}
    </time>
  );
}
