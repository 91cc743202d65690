import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Component, type ReactNode, useEffect, useRef, useState } from 'react';
import { BrowserRouter, Link, Navigate, Route, Routes, useLocation, useNavigate, useSearchParams } from 'react-router';
import { ClaimPage } from '../claims/claim-page.tsx';
import { ClaimsPage } from '../claims/claims-page.tsx';
import { NewClaimPage } from '../claims/new-claim-page.tsx';
import { Problem } from '../client/index.ts';
import { useLanguage } from '../language/language.ts';
import type { Identity } from '../signin/oidc.ts';
import { completeSignIn, useSession } from '../signin/session.ts';
import { Header } from './header.tsx';
import { AlertIcon, FolderIcon } from './icons.tsx';
import { Landing, SignInButton } from './landing.tsx';
import { ParleyProvider } from './parley-context.tsx';
import { StatePanel } from './state-panel.tsx';

export function App() {
  return (
    <CrashGuard>
      <BrowserRouter>
        <Routes>
          <Route path="/signin/callback" element={<Callback />} />
          <Route path="*" element={<Entrance />} />
        </Routes>
      </BrowserRouter>
    </CrashGuard>
  );
}

function Entrance() {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.phase === 'signedOut') return <Landing returnTo={pathname === '/' ? '/claims' : pathname + search} />;
  return <SignedIn key={session.identity.userId} me={session.identity} expired={session.phase === 'expired'} />;
}

function SignedIn({ me, expired }: { me: Identity; expired: boolean }) {
  const { t } = useLanguage();
  // A cache per person: nothing of one is ever shown to the next.
  const [cache] = useState(newCache);
  return (
    <QueryClientProvider client={cache}>
      <ParleyProvider me={me}>
        <a className="skip-link" href="#main">
          {t('app.skip')}
        </a>
        <div className="app">
          <Header />
          {expired && <Expired />}
          <Routes>
            <Route path="/" element={<Navigate to="/claims" replace />} />
            <Route path="/claims" element={<ClaimsPage />} />
            <Route path="/claims/new" element={<NewClaimPage />} />
            <Route path="/claims/:claimId" element={<ClaimPage />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </div>
      </ParleyProvider>
    </QueryClientProvider>
  );
}

function newCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, cause) => failures < 2 && Problem.from(cause).transient,
      },
    },
  });
}

function Expired() {
  const { t } = useLanguage();
  const { pathname, search } = useLocation();
  return (
    <div className="banner" role="alert">
      <span>{t('signIn.expired')}</span>
      <SignInButton returnTo={pathname + search} />
    </div>
  );
}

function Callback() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [failure, setFailure] = useState<string | null>(null);
  // A code can be redeemed once, an effect may run twice.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    completeSignIn(query).then(
      (path) => navigate(path, { replace: true }),
      (cause: Error) => setFailure(cause.message),
    );
  }, [query, navigate]);
  if (failure === null) {
    return (
      <main id="main" className="full">
        <p className="centred" role="status">
          {t('signIn.working')}
        </p>
      </main>
    );
  }
  return (
    <main id="main" className="full">
      <StatePanel
        level={1}
        icon={<AlertIcon />}
        tone="alert"
        title={t('signIn.failed')}
        hint={failure === 'stale' ? t('signIn.stale') : failure}
      >
        <SignInButton returnTo="/claims" />
      </StatePanel>
    </main>
  );
}

function NotFound() {
  const { t } = useLanguage();
  return (
    <main id="main" className="page">
      <StatePanel level={1} icon={<FolderIcon />} title={t('app.notFound')} hint={t('app.notFoundHint')}>
        <Link className="button primary" to="/claims">
          {t('app.home')}
        </Link>
      </StatePanel>
    </main>
  );
}

class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useLanguage();
  return (
    <main id="main" className="full">
      <StatePanel level={1} icon={<AlertIcon />} tone="alert" title={t('app.crashed')}>
        <button type="button" className="button primary" onClick={() => location.reload()}>
          {t('app.reload')}
        </button>
      </StatePanel>
    </main>
  );
}
