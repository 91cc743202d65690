import { statusText } from '../claims/status-badge.tsx';
import type { Happening } from '../client/index.ts';
import { type Translate, useLanguage } from '../language/language.ts';
import { exact } from '../language/time.ts';

interface Props {
  happening: Happening;
  names: ReadonlyMap<string, string>;
  staff: boolean;
}

/** What happened between the messages, as a quiet line. */
export function HappeningLine({ happening, names, staff }: Props) {
  const { language, t } = useLanguage();
  return (
    <p className="happening" data-testid="happening" data-kind={happening.kind}>
      <time dateTime={happening.at} title={exact(happening.at, language)}>
        {happeningText(happening, names, staff, t)}
      </time>
    </p>
  );
}

export function happeningText(
  happening: Happening,
  names: ReadonlyMap<string, string>,
  staff: boolean,
  t: Translate,
): string {
  switch (happening.kind) {
    case 'joined':
    case 'left': {
      const name = happening.name || names.get(happening.userId) || t('thread.someone');
      const removed = happening.kind === 'left' && happening.by !== null && happening.by !== happening.userId;
      return t(removed ? 'thread.removed' : `thread.${happening.kind}`, { name });
    }
    case 'claim': {
      const status = statusText(happening.status, staff, t);
      return happening.reason
        ? t('thread.claimBecause', { status, reason: happening.reason })
        : t('thread.claim', { status });
    }
    case 'renamed':
      return t('thread.renamed', { title: happening.title });
    default:
      return t(`thread.${happening.kind}`);
  }
}
