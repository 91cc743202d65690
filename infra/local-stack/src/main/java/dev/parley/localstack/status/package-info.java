/// What runs at this moment: one row for each process, gathered from records, `/proc`, PostgreSQL and Kafka
/// in well under two seconds, whether or not a supervisor is there.
@NullMarked
package dev.parley.localstack.status;

import org.jspecify.annotations.NullMarked;
