/// Where hosts' streams end.
@NullMarked
package io.margay.actors.host;

import org.jspecify.annotations.NullMarked;
