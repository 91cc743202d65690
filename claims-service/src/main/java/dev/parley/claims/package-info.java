/// claims-service: claims and their life. Owns the database `claims`, publishes `claims.claim-events`.
@NullMarked
package dev.parley.claims;

import org.jspecify.annotations.NullMarked;
