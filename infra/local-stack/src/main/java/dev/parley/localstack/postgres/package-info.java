/// A real PostgreSQL 18 as a process of its own, for the local stack and for tests: nothing to install, no Docker, no
/// root needed and none refused.
///
/// - [dev.parley.localstack.postgres.PostgresBinaries] unpacks the server once per version into a cache folder;
/// - [dev.parley.localstack.postgres.PostgresServer] makes a cluster in a folder, starts it, and comes back after a
///   `kill -9` with everything that was committed;
/// - [dev.parley.localstack.postgres.Databases] gives each service its database and its three roles.
///
/// The server runs with the durability of production (`fsync`, `synchronous_commit`, `full_page_writes` on,
/// `wal_level=logical`), so that a test which kills it tests the truth.
@NullMarked
package dev.parley.localstack.postgres;

import org.jspecify.annotations.NullMarked;
