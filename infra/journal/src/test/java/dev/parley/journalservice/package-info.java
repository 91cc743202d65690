/// The smallest service that has a journal, for the tests of the journal.
@NullMarked
package dev.parley.journalservice;

import org.jspecify.annotations.NullMarked;
