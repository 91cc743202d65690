import { type FormEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Thread } from '../client/index.ts';
import { useLanguage } from '../language/language.ts';
import { SendIcon } from '../shell/icons.tsx';
import { useParley } from '../shell/parley-context.tsx';
import { sendable } from './items.ts';

const MAX = 10_000;
const WARN_AT = 500;
const MAX_HEIGHT = 200;
/** Shorter than the server's three seconds, so that our stop is what others see. */
const TYPING_IDLE_MS = 2_500;

export function Composer({ thread }: { thread: Thread }) {
  const { t } = useLanguage();
  const { parley, me } = useParley();
  const kept = `parley.draft.${me.userId}.${thread.claimId}`;
  const [text, setText] = useState(() => sessionStorage.getItem(kept) ?? '');
  const area = useRef<HTMLTextAreaElement>(null);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const body = sendable(text);
  // The server counts characters, not UTF-16 units.
  const left = MAX - [...body].length;

  useEffect(() => {
    if (text) sessionStorage.setItem(kept, text);
    else sessionStorage.removeItem(kept);
  }, [kept, text]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows what is written
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, MAX_HEIGHT)}px`;
  }, [text]);

  useEffect(() => () => clearTimeout(idle.current), []);

  const type = (next: string) => {
    setText(next);
    clearTimeout(idle.current);
    if (next.trim()) {
      thread.typingNow();
      idle.current = setTimeout(() => thread.typingEnded(), TYPING_IDLE_MS);
    } else thread.typingEnded();
  };

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    area.current?.focus();
    if (!body || left < 0) return;
    clearTimeout(idle.current);
    thread.typingEnded();
    parley.outbox.add({ claimId: thread.claimId, conversationId: thread.log.conversationId, body });
    setText('');
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a character, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form className="composer" onSubmit={send}>
      <div className="composer-box">
        <textarea
          ref={area}
          data-testid="composer"
          rows={1}
          value={text}
          placeholder={t('composer.placeholder')}
          aria-label={t('composer.label')}
          aria-describedby="composer-hint"
          enterKeyHint="send"
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className="send"
          data-testid="send"
          aria-label={t('composer.send')}
          title={t('composer.send')}
          disabled={!body || left < 0}
        >
          <SendIcon />
        </button>
      </div>
      <p id="composer-hint" className={left < 0 ? 'composer-hint over' : 'composer-hint'}>
        {left < WARN_AT ? t('composer.left', { count: left }) : t('composer.hint')}
      </p>
    </form>
  );
}
