/// Where the members of an engine are, when nobody wrote it down.
///
/// In: a name in DNS. Out: addresses of members.
@NullMarked
package io.margay.cluster.discovery;

import org.jspecify.annotations.NullMarked;
