/// What every service owes the house, as checks that a test of the service calls with its own endpoints: who may do
/// what, how bad input is refused, how many statements a request costs, what the service says of itself.
///
/// Each check collects everything that is wrong and names it in one error.
@NullMarked
package dev.parley.testkit.conformance;

import org.jspecify.annotations.NullMarked;
