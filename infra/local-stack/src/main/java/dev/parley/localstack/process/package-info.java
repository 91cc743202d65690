/// Processes of this machine, as the launcher and the test servers need them: who runs in a folder, whether a recorded
/// process is still the same one (pid **and** start time, because the kernel hands pids out again), how much memory it
/// holds, who owns a port, how to end it. Linux only: everything is read from `/proc`.
@NullMarked
package dev.parley.localstack.process;

import org.jspecify.annotations.NullMarked;
