import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type Claim, type ClaimDraft, Problem } from '../client/index.ts';
import { explain, useLanguage } from '../language/language.ts';
import { useParley } from '../shell/parley-context.tsx';
import { ClaimForm } from './claim-form.tsx';
import { StatusBadge } from './status-badge.tsx';

/** A draft is edited and submitted here. What is typed but not yet saved is saved first when it is submitted. */
export function DraftView({ claim, etag }: { claim: Claim; etag: string | null }) {
  const { t } = useLanguage();
  const { parley } = useParley();
  const cache = useQueryClient();
  const [unsaved, setUnsaved] = useState<ClaimDraft | null>(null);
  const submitKey = useRef('');

  const refresh = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ['claim', claim.id] }),
      cache.invalidateQueries({ queryKey: ['claims'] }),
    ]);
  const edit = async (draft: ClaimDraft) => {
    await parley.rest.editClaim(claim.id, draft, etag);
    setUnsaved(null);
  };
  const save = useMutation({
    mutationFn: edit,
    onSuccess: refresh,
    onError: (cause) => {
      // Changed elsewhere: the newest version is worth more than ours, and the next save needs its ETag.
      if (Problem.from(cause).status === 412) void refresh();
    },
  });
  const submit = useMutation({
    mutationFn: async () => {
      if (unsaved) await edit({ ...unsaved, title: unsaved.title.trim() || claim.title });
      submitKey.current ||= crypto.randomUUID();
      return parley.rest.submitClaim(claim.id, submitKey.current);
    },
    onSettled: refresh,
  });

  return (
    <div className="draft">
      <div className="draft-head">
        <div>
          <h1>{claim.title}</h1>
          <p className="page-sub">{t('draft.lead')}</p>
        </div>
        <StatusBadge status={claim.status} testId="claim-status" />
      </div>
      <div className="card">
        <ClaimForm
          key={`${claim.id}-${claim.version ?? claim.updatedAt}`}
          initial={{ title: claim.title, category: claim.category, description: claim.description ?? '' }}
          save={(draft) => save.mutate(draft)}
          saving={save.isPending}
          saveText={save.isSuccess && !unsaved ? t('form.saved') : t('form.save')}
          saveTestId="claim-save"
          problem={save.isError ? Problem.from(save.error) : null}
          onDraft={(draft, dirty) => setUnsaved(dirty ? draft : null)}
        >
          <button
            type="button"
            className="button primary"
            data-testid="claim-submit"
            disabled={submit.isPending || save.isPending}
            onClick={() => submit.mutate()}
          >
            {submit.isPending ? t('draft.submitting') : t('draft.submit')}
          </button>
        </ClaimForm>
        {submit.isError && (
          <div className="notice alert" role="alert">
            <strong>{t('draft.submitFailed')}</strong>
            <p>{explain(t, Problem.from(submit.error))}</p>
          </div>
        )}
      </div>
    </div>
  );
}
