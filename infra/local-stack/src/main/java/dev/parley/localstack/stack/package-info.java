/// The local stack as a whole: what belongs to it, where it keeps its state, how it is started, watched and stopped.
///
/// State lives in `.parley/` of the checkout ([dev.parley.localstack.stack.Workspace]):
///
/// | folder | what |
/// |---|---|
/// | `run/` | `<name>.json` for each running process, `state.json` of the supervisor, the marker `wanted` |
/// | `logs/` | one log for each process |
/// | `data/` | PostgreSQL, Kafka, attachments |
/// | `secrets/` | generated passwords and the signing key, readable by their owner only |
/// | `apps/`, `aot/`, `cache/` | unpacked services, AOT caches, PostgreSQL's programs; all of it can be made again |
///
/// Three kinds of process keep each other alive. The **supervisor** restarts what ends. The **guardian**, a
/// shell script of a few lines, restarts the supervisor as long as the marker `wanted` exists; the
/// supervisor in turn replaces a guardian that was killed. Every other process runs in a session of its own
/// and does not notice the death of the supervisor: the next one finds it by its record (pid and start
/// time) and **adopts** it.
@NullMarked
package dev.parley.localstack.stack;

import org.jspecify.annotations.NullMarked;
