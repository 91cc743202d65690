/// The list of claims: filtered, searched, sorted, a page at a time.
///
/// A fixed number of statements per page whatever the filters, read with SQL past the aggregate; each sort
/// and filter has an index in which a page is one range. A cursor is good for exactly the filters and the
/// sort it was given for.
@NullMarked
package dev.parley.claims.listing;

import org.jspecify.annotations.NullMarked;
