/// Admin-service: what the admins of a tenant see across all its claims.
@NullMarked
package dev.parley.admin;

import org.jspecify.annotations.NullMarked;
