/// Facts of claims. Published by claims-service, keyed by claim.
@NullMarked
package dev.parley.contracts.claims;

import org.jspecify.annotations.NullMarked;
