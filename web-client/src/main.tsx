import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './style/tokens.css';
import './style/base.css';
import './style/shell.css';
import './style/landing.css';
import './style/claims.css';
import './style/claim-page.css';
import './style/thread.css';
import './style/message.css';
import { App } from './shell/app.tsx';
import { restoreSession } from './signin/session.ts';

restoreSession();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
