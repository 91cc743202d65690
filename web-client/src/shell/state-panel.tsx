import type { ReactNode } from 'react';

/** The one way a page says that it is empty, or that something failed: what, why, and the next step. */
export function StatePanel(props: {
  icon: ReactNode;
  title: string;
  hint?: string;
  tone?: 'calm' | 'alert';
  /** 1 where nothing else on the page is its heading. */
  level?: 1 | 2;
  children?: ReactNode;
}) {
  const Heading = props.level === 1 ? 'h1' : 'h2';
  return (
    <div className={`state-panel ${props.tone ?? 'calm'}`} role={props.tone === 'alert' ? 'alert' : undefined}>
      <span className="state-panel-icon">{props.icon}</span>
      <Heading>{props.title}</Heading>
      {props.hint && <p>{props.hint}</p>}
      {props.children && <div className="state-panel-actions">{props.children}</div>}
    </div>
  );
}
