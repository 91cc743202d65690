import type { ReactNode } from 'react';
import { type Claim, type ClaimStatus, isStaff } from '../client/index.ts';
import { type TextKey, type Translate, useLanguage } from '../language/language.ts';
import { exact, relative, useNow } from '../language/time.ts';
import { useParley } from '../shell/parley-context.tsx';
import { statusText } from './status-badge.tsx';

/** Everything about a claim that is not its conversation. */
export function ClaimPanel({ claim, assigneeName }: { claim: Claim; assigneeName: string | null }) {
  const { language, t } = useLanguage();
  const { me } = useParley();
  const staff = isStaff(me.role);
  const assignee = claim.assigneeId
    ? claim.assigneeId === me.userId
      ? t('claim.you')
      : (assigneeName ?? t('claim.team'))
    : t('claim.nobody');
  return (
    <div className="claim-panel">
      <section aria-label={t('claim.progress')}>
        <h2>{t('claim.progress')}</h2>
        <Progress status={claim.status} staff={staff} />
      </section>
      <section aria-label={t('claim.details')}>
        <h2>{t('claim.details')}</h2>
        <dl className="facts">
          <Fact name="claim.reference">
            <span className="tabular">{claim.reference}</span>
          </Fact>
          <Fact name="claim.category">{t(`category.${claim.category}`)}</Fact>
          {staff && <Fact name="claim.customer">{claim.customerName}</Fact>}
          <Fact name="claim.assignee">{assignee}</Fact>
          {staff && claim.priority && <Fact name="claim.priority">{t(`priority.${claim.priority}`)}</Fact>}
          {claim.amount && <Fact name="claim.amount">{money(claim.amount, language)}</Fact>}
          {staff && !!claim.tags?.length && (
            <Fact name="claim.tags">
              <span className="tags">
                {claim.tags.map((tag) => (
                  <span key={tag}>{tag}</span>
                ))}
              </span>
            </Fact>
          )}
          {claim.submittedAt && (
            <Fact name="claim.submitted">
              <Moment at={claim.submittedAt} />
            </Fact>
          )}
          <Fact name="claim.updated">
            <Moment at={claim.updatedAt} />
          </Fact>
        </dl>
      </section>
      {claim.description && (
        <section aria-label={t('claim.description')}>
          <h2>{t('claim.description')}</h2>
          <p className="claim-description">{claim.description}</p>
        </section>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: TextKey; children: ReactNode }) {
  const { t } = useLanguage();
  return (
    <div>
      <dt>{t(name)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Moment({ at }: { at: string }) {
  const { language, t } = useLanguage();
  const now = useNow();
  return (
    <time dateTime={at} title={exact(at, language)}>
      {relative(at, now, language, t)}
    </time>
  );
}

function Progress({ status, staff }: { status: ClaimStatus; staff: boolean }) {
  const { t } = useLanguage();
  return (
    <ol className="progress">
      {steps(status, staff, t).map((step) => (
        <li key={step.text} className={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span className="progress-mark" aria-hidden="true" />
          {step.text}
        </li>
      ))}
    </ol>
  );
}

function steps(status: ClaimStatus, staff: boolean, t: Translate): { text: string; state: 'done' | 'now' | 'next' }[] {
  const reached = { DRAFT: -1, SUBMITTED: 0, IN_REVIEW: 1, WAITING_CUSTOMER: 1, APPROVED: 2, REJECTED: 2, CLOSED: 3 };
  if (status === 'WITHDRAWN') {
    return [
      { text: t('status.SUBMITTED'), state: 'done' },
      { text: t('status.WITHDRAWN'), state: 'now' },
    ];
  }
  const at = reached[status];
  const texts = [
    t('status.SUBMITTED'),
    status === 'WAITING_CUSTOMER' ? statusText(status, staff, t) : t('status.IN_REVIEW'),
    status === 'APPROVED' || status === 'REJECTED' ? t(`status.${status}`) : t('claim.decision'),
    t('status.CLOSED'),
  ];
  return texts.map((text, index) => ({ text, state: index < at ? 'done' : index === at ? 'now' : 'next' }));
}

function money({ value, currency }: { value: number | string; currency: string }, language: string): string {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(value));
  } catch {
    return `${value} ${currency}`;
  }
}
