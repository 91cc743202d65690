/// Facts of conversations, keyed by conversation. Published by messaging-service.
@NullMarked
package dev.parley.contracts.messaging;

import org.jspecify.annotations.NullMarked;
