/// From Kafka to the sockets concerned.
///
/// [EventFeed] reads every partition of the topics clients hear about, without a consumer group; [EventDecoder] turns a
/// record into a [Delivery] whose frame is encoded once; [Hubs] hands it to one [Hub] per event loop; a hub finds the
/// sessions concerned, and a [Subscription] keeps the entries of a joined conversation in order.
///
/// Invariants:
/// - a hub, its rooms and its subscriptions belong to one event loop and are touched by no other thread;
/// - fail-closed: a record whose tenant, key or audience does not hold together goes to nobody, and nothing crosses
///   tenants;
/// - of a joined conversation a session gets every entry once and in rising `seq`, or is cut with 4409;
/// - the summary of what happens to all claims of a tenant goes to its staff only, and is made only while one watches;
/// - everything that waits is bounded.
@NullMarked
package dev.parley.gateway.fanout;

import org.jspecify.annotations.NullMarked;
