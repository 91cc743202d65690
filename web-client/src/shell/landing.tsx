import { useState } from 'react';
import { type TextKey, useLanguage } from '../language/language.ts';
import { signIn } from '../signin/session.ts';
import { LanguageSwitch } from './header.tsx';
import { BoltIcon, CheckIcon, LockIcon, Logo, TickIcon } from './icons.tsx';

const POINTS = [
  { icon: <BoltIcon />, title: 'landing.point1', text: 'landing.point1Text' },
  { icon: <CheckIcon />, title: 'landing.point2', text: 'landing.point2Text' },
  { icon: <LockIcon />, title: 'landing.point3', text: 'landing.point3Text' },
] as const satisfies { icon: unknown; title: TextKey; text: TextKey }[];

export function Landing({ returnTo }: { returnTo: string }) {
  const { t } = useLanguage();
  return (
    <div className="landing">
      <header className="landing-top">
        <span className="brand">
          <Logo />
          <span className="brand-name">Parley</span>
        </span>
        <LanguageSwitch />
      </header>
      <main id="main" className="landing-main">
        <div className="landing-words">
          <h1>{t('landing.title')}</h1>
          <p className="landing-lead">{t('landing.lead')}</p>
          <SignInButton returnTo={returnTo} />
        </div>
        <Preview />
        <ul className="landing-points">
          {POINTS.map((point) => (
            <li key={point.title}>
              <span className="landing-point-icon">{point.icon}</span>
              <div>
                <strong>{t(point.title)}</strong>
                <p>{t(point.text)}</p>
              </div>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}

export function SignInButton({ returnTo }: { returnTo: string }) {
  const { t } = useLanguage();
  const [leaving, setLeaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const go = () => {
    setLeaving(true);
    setFailure(null);
    signIn(returnTo).catch((cause: Error) => {
      setLeaving(false);
      setFailure(cause.message === 'insecure' ? t('signIn.insecure') : t('problem.no-answer'));
    });
  };
  return (
    <>
      <button type="button" className="button primary large" data-testid="sign-in" disabled={leaving} onClick={go}>
        {leaving ? t('signIn.working') : t('landing.signIn')}
      </button>
      {failure && (
        <p className="field-error" role="alert">
          {failure}
        </p>
      )}
    </>
  );
}

/** A picture of a conversation; it says nothing that the words beside it do not. */
function Preview() {
  const { t } = useLanguage();
  return (
    <div className="landing-preview" aria-hidden="true">
      <div className="landing-preview-head">
        <span className="avatar staff">CM</span>
        <div>
          <strong>Chloé Martin</strong>
          <small>
            <span className="presence online" /> {t('presence.ONLINE')}
          </small>
        </div>
      </div>
      <p className="bubble staff">{t('landing.preview1')}</p>
      <p className="bubble own">
        {t('landing.preview2')}
        <span className="tick read">
          <TickIcon state="read" />
        </span>
      </p>
      <p className="bubble staff">{t('landing.preview3')}</p>
      <p className="typing-dots">
        <i />
        <i />
        <i />
      </p>
    </div>
  );
}
