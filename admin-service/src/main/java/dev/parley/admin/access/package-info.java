/// Who gets in: admins, each to their own tenant. And the endpoints of the contract that this version does not offer.
@NullMarked
package dev.parley.admin.access;

import org.jspecify.annotations.NullMarked;
