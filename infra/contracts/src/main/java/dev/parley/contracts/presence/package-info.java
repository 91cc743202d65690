/// Sessions and typing, published by the gateways, and what presence-service derives from them.
@NullMarked
package dev.parley.contracts.presence;

import org.jspecify.annotations.NullMarked;
