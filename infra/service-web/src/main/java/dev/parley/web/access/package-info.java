/// Who may do what, from one file: `dev/parley/web/access.yaml`.
///
/// Invariants:
/// - a service with an endpoint below `/api/v1` that has no row does not start;
/// - a role that the row does not name is answered 403 before the endpoint's code runs;
/// - which objects one sees is not decided here: the SQL of each service does that, and answers 404.
@NullMarked
package dev.parley.web.access;

import org.jspecify.annotations.NullMarked;
