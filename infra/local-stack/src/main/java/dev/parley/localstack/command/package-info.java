/// The commands of `./parley`. Colours and progress appear on a terminal only; `--json` is there where a program reads.
/// A command ends with 0 when what it promises is true, and with 1 and a sentence when it is not.
@NullMarked
package dev.parley.localstack.command;

import org.jspecify.annotations.NullMarked;
