import type { ReactNode } from 'react';

/** Line icons on a 24-unit grid. They only accompany words, so they are hidden from assistive technology. */
function icon(paths: ReactNode) {
  return ({ className }: { className?: string }) => (
    <svg
      className={className ? `icon ${className}` : 'icon'}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {paths}
    </svg>
  );
}

export const BellIcon = icon(
  <>
    <path d="M6 9a6 6 0 1 1 12 0c0 5 2 6.500 2 6.500H4S6 14 6 9Z" />
    <path d="M10 19.500a2.200 2.200 0 0 0 4 0" />
  </>,
);
export const SignOutIcon = icon(
  <>
    <path d="M10 4H6.500A2.500 2.500 0 0 0 4 6.500v11A2.500 2.500 0 0 0 6.500 20H10" />
    <path d="M15 8l4 4-4 4M19 12H9.500" />
  </>,
);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const BackIcon = icon(<path d="M15 5l-7 7 7 7" />);
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6.500" />
    <path d="M16 16l4 4" />
  </>,
);
export const SendIcon = icon(<path d="M5 12h13M12.500 5.500L19 12l-6.500 6.500" />);
export const DownIcon = icon(<path d="M12 5v14M6 13l6 6 6-6" />);
export const InfoIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.500" />
    <path d="M12 11.500V16M12 8h.01" />
  </>,
);
export const CloseIcon = icon(<path d="M6 6l12 12M18 6L6 18" />);
export const AlertIcon = icon(
  <>
    <path d="M12 4.500l8.500 14.500h-17z" />
    <path d="M12 10v4M12 16.500h.01" />
  </>,
);
export const InboxIcon = icon(
  <>
    <path d="M4 13.500L6.500 6A2 2 0 0 1 8.400 4.600h7.200A2 2 0 0 1 17.500 6L20 13.500V17a2.500 2.500 0 0 1-2.500 2.500h-11A2.500 2.500 0 0 1 4 17z" />
    <path d="M4 13.500h4.500l1.500 2.500h4l1.500-2.500H20" />
  </>,
);
export const FolderIcon = icon(
  <path d="M4 7.500A2 2 0 0 1 6 5.500h3.600l2 2.300H18a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z" />,
);
export const ChatIcon = icon(
  <path d="M7 5h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-4.500L8 20.500V17H7a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3Z" />,
);
export const LockIcon = icon(
  <>
    <rect x="5" y="11" width="14" height="9" rx="2.500" />
    <path d="M8 11V8a4 4 0 0 1 8 0v3" />
  </>,
);
export const CheckIcon = icon(<path d="M5 12.500l4.500 4.500L19 7.500" />);
export const BoltIcon = icon(<path d="M13 3L5 14h6l-1 7 8-11h-6z" />);

/** One tick, two ticks, or a clock while on the way. */
export function TickIcon({ state }: { state: 'pending' | 'sent' | 'read' }) {
  return (
    <svg className="tick-icon" viewBox="0 0 20 12" fill="none" stroke="currentColor" aria-hidden="true">
      {state === 'pending' ? (
        <g strokeWidth="1.4" strokeLinecap="round">
          <circle cx="14" cy="6" r="4.500" />
          <path d="M14 3.600V6l1.600 1" />
        </g>
      ) : (
        <g strokeWidth="1.700" strokeLinecap="round" strokeLinejoin="round">
          <path d={state === 'read' ? 'M2 6.500l3 3L11.500 2.500' : 'M8 6.500l3 3L17.500 2.500'} />
          {state === 'read' && <path d="M9.300 8.700l.8.800L16.600 2.500" />}
        </g>
      )}
    </svg>
  );
}

export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect className="logo-ground" width="32" height="32" rx="9" />
      <path
        className="logo-front"
        d="M9.500 8.500h10A3.500 3.500 0 0 1 23 12v4a3.500 3.500 0 0 1-3.500 3.500H14l-3.900 3.300a.7.700 0 0 1-1.100-.5v-2.900A3.500 3.500 0 0 1 6 16v-4a3.500 3.500 0 0 1 3.500-3.500Z"
      />
      <circle className="logo-dot" cx="24.500" cy="9" r="3.700" />
    </svg>
  );
}
