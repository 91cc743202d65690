/// gateway-service: the one address clients use. Token check, routing, WebSocket, fan-out, the page; no
/// business rule and nothing durable.
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
