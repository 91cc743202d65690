/// Demo data, made through the public REST API as the demo people and generated customers would make it. Everything
/// follows from the seed, idempotency keys included: the same seed again adds nothing.
@NullMarked
package dev.parley.localstack.seed;

import org.jspecify.annotations.NullMarked;
