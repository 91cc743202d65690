/// Every transaction belongs to one tenant, and PostgreSQL is told which.
///
/// Invariants:
/// - tables carry a `tenant` column and `FORCE ROW LEVEL SECURITY` with a policy on `parley.tenant`;
/// - the setting is local to the transaction, so a pooled connection can never carry a tenant to the next caller;
/// - without a tenant in scope a transaction sees no row and can write none.
@NullMarked
package dev.parley.tenancy;

import org.jspecify.annotations.NullMarked;
