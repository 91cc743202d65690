/// A model of a chat server in which one bug at a time can be planted, to see that the checker of
/// `history` finds it.
///
/// One thread, one source of chance: a seed gives one run. The model has what Parley has, in its
/// smallest form: sends as transactions in steps ([ModelDatabase], [ModelMessaging]), a journal and
/// its relay, a gateway with bounded queues ([ModelGateway]), a consumer that counts
/// ([ModelCounts]), and clients that retry and resume ([ModelSender], [ModelListener]). Any of them
/// may be killed between any two steps ([ModelRun]).
@NullMarked
package dev.parley.systemtest.planted;

import org.jspecify.annotations.NullMarked;
