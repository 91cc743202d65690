/// The rules of the house for the code of a service, checked in one line.
@NullMarked
package dev.parley.testkit.architecture;

import org.jspecify.annotations.NullMarked;
