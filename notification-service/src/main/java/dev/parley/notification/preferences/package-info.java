/// What a person wants to be told, and by which channel. Not offered in this version: the endpoints say so.
@NullMarked
package dev.parley.notification.preferences;

import org.jspecify.annotations.NullMarked;
