import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { type ClaimDraft, Problem } from '../client/index.ts';
import { useLanguage } from '../language/language.ts';
import { BackIcon } from '../shell/icons.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { useParley } from '../shell/parley-context.tsx';
import { ClaimForm } from './claim-form.tsx';

export function NewClaimPage() {
  const { t } = useLanguage();
  const { parley } = useParley();
  const navigate = useNavigate();
  const cache = useQueryClient();
  usePageTitle(t('claims.new'));

  // The same content under the same key: an answer lost on the way does not make a second claim.
  const attempt = useRef({ content: '', key: '' });
  const create = useMutation({
    mutationFn: (draft: ClaimDraft) => {
      const content = JSON.stringify(draft);
      if (attempt.current.content !== content) attempt.current = { content, key: crypto.randomUUID() };
      return parley.rest.createClaim(draft, attempt.current.key);
    },
    onSuccess: (claim) => {
      void cache.invalidateQueries({ queryKey: ['claims'] });
      navigate(`/claims/${claim.id}`, { replace: true });
    },
  });

  return (
    <main id="main" className="page narrow">
      <Link to="/claims" className="back-link">
        <BackIcon />
        {t('claims.mine')}
      </Link>
      <h1>{t('form.newTitle')}</h1>
      <p className="page-sub">{t('form.newLead')}</p>
      <div className="card">
        <ClaimForm
          initial={{ title: '', category: 'DAMAGE', description: '' }}
          save={(draft) => create.mutate({ ...draft, description: draft.description || undefined })}
          saving={create.isPending}
          saveText={t('form.create')}
          saveTestId="claim-create"
          saveIsMain
          problem={create.isError ? Problem.from(create.error) : null}
        >
          <Link to="/claims" className="button">
            {t('form.cancel')}
          </Link>
        </ClaimForm>
      </div>
    </main>
  );
}
