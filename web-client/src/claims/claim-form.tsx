import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { CATEGORIES, type Category, type ClaimDraft, type Problem } from '../client/index.ts';
import { explain, useLanguage } from '../language/language.ts';

const TITLE_MAX = 200;
const DESCRIPTION_MAX = 10_000;

/** The fields of a claim. It keeps what is typed; the page around it decides what saving means. */
export function ClaimForm(props: {
  initial: ClaimDraft;
  save: (draft: ClaimDraft) => void;
  saving: boolean;
  saveText: string;
  problem: Problem | null;
  saveTestId: string;
  /** Saving is the page's main step; otherwise a main step is among the children. */
  saveIsMain?: boolean;
  /** Told what is typed, and whether it differs from what is saved. */
  onDraft?: (draft: ClaimDraft, dirty: boolean) => void;
  children?: ReactNode;
}) {
  const { t } = useLanguage();
  const [draft, setDraft] = useState(props.initial);
  const [titleMissing, setTitleMissing] = useState(false);
  const id = useId();
  const fieldError = (field: string) => props.problem?.errors.find((error) => error.field === field)?.message;
  const titleError = titleMissing ? t('form.titleMissing') : fieldError('title');

  const change = (part: Partial<ClaimDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    if (part.title?.trim()) setTitleMissing(false);
    props.onDraft?.(next, !same(next, props.initial));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const title = draft.title.trim();
    setTitleMissing(!title);
    if (!title) document.getElementById(`${id}-title`)?.focus();
    else props.save({ ...draft, title, description: draft.description?.trim() });
  };

  return (
    <form className="form" onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor={`${id}-title`}>{t('form.title')}</label>
        <input
          id={`${id}-title`}
          data-testid="claim-title"
          value={draft.title}
          maxLength={TITLE_MAX}
          autoComplete="off"
          required
          aria-invalid={titleError ? true : undefined}
          aria-describedby={`${id}-title-note`}
          onChange={(event) => change({ title: event.target.value })}
        />
        <p id={`${id}-title-note`} className={titleError ? 'field-error' : 'field-hint'}>
          {titleError ?? t('form.titleHint')}
        </p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-category`}>{t('form.category')}</label>
        <select
          id={`${id}-category`}
          data-testid="claim-category"
          value={draft.category}
          onChange={(event) => change({ category: event.target.value as Category })}
        >
          {CATEGORIES.map((each) => (
            <option key={each} value={each}>
              {t(`category.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-description`}>
          {t('form.description')} <span className="optional">({t('form.optional')})</span>
        </label>
        <textarea
          id={`${id}-description`}
          data-testid="claim-description"
          rows={7}
          value={draft.description ?? ''}
          maxLength={DESCRIPTION_MAX}
          aria-describedby={`${id}-description-note`}
          onChange={(event) => change({ description: event.target.value })}
        />
        <p id={`${id}-description-note`} className={fieldError('description') ? 'field-error' : 'field-hint'}>
          {fieldError('description') ?? t('form.descriptionHint')}
        </p>
      </div>
      {props.problem && (
        <div className="notice alert" role="alert">
          <strong>{t('form.failed')}</strong>
          <p>{props.problem.slug.includes('precondition') ? t('form.changedElsewhere') : explain(t, props.problem)}</p>
        </div>
      )}
      <div className="form-actions">
        {props.saveIsMain && props.children}
        <button
          type="submit"
          className={props.saveIsMain ? 'button primary' : 'button'}
          data-testid={props.saveTestId}
          disabled={props.saving}
        >
          {props.saving ? t('form.saving') : props.saveText}
        </button>
        {!props.saveIsMain && props.children}
      </div>
    </form>
  );
}

function same(a: ClaimDraft, b: ClaimDraft): boolean {
  return a.title === b.title && a.category === b.category && (a.description ?? '') === (b.description ?? '');
}
