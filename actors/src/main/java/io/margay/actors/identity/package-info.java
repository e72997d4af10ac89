/// The actors that hold who has which address, and what each set in use means.
@NullMarked
package io.margay.actors.identity;

import org.jspecify.annotations.NullMarked;
