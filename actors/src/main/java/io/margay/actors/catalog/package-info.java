/// The actors that hold what policies say.
@NullMarked
package io.margay.actors.catalog;

import org.jspecify.annotations.NullMarked;
