/// What all actors of the cluster agree on.
@NullMarked
package io.margay.actors.cluster;

import org.jspecify.annotations.NullMarked;
