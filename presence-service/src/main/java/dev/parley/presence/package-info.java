/// Presence-service: who is online, derived from the sessions that the gateways announce.
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
