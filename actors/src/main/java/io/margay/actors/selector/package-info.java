/// The actors that answer for one set in use.
@NullMarked
package io.margay.actors.selector;

import org.jspecify.annotations.NullMarked;
