/** The typed Parley client. It knows nothing of React and nothing of the page. */
export { Backoff } from './backoff.ts';
export { ConversationLog, type ConversationView } from './conversation-log.ts';
export { Outbox, type Outgoing } from './outbox.ts';
export { Parley, type ParleyOptions } from './parley.ts';
export { Problem } from './problem.ts';
export { ParleyRest } from './rest.ts';
export { type ConnectionState, ParleySocket, type SocketOptions, SUBPROTOCOL } from './socket.ts';
export { Thread, type ThreadView } from './thread.ts';
export * from './wire.ts';
