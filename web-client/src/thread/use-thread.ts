import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Outgoing, Thread, ThreadView } from '../client/index.ts';
import { useParley } from '../shell/parley-context.tsx';

const nothing = () => () => undefined;

/** The live thread of a claim, joined while the component is on the page. */
export function useThread(claimId: string, conversationId: string): { thread: Thread | null; view: ThreadView | null } {
  const { parley } = useParley();
  const [thread, setThread] = useState<Thread | null>(null);
  useEffect(() => {
    const opened = parley.openThread(claimId, conversationId);
    setThread(opened);
    return () => {
      parley.closeThread(opened);
      setThread(null);
    };
  }, [parley, claimId, conversationId]);
  const view = useSyncExternalStore(thread?.subscribe ?? nothing, () => thread?.view ?? null);
  return { thread, view };
}

export function useOutbox(): readonly Outgoing[] {
  const { outbox } = useParley().parley;
  return useSyncExternalStore(outbox.subscribe, () => outbox.all);
}
