/// What is known of people from their tokens. Published by the gateways, keyed by user, compacted.
@NullMarked
package dev.parley.contracts.people;

import org.jspecify.annotations.NullMarked;
