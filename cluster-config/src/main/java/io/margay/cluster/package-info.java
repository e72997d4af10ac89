/// How a member of the cluster is configured: HOCON to checked records, TLS, discovery, health.
///
/// In: files, environment. Out: records that are read and checked whole at start, or every problem with file and line.
@NullMarked
package io.margay.cluster;

import org.jspecify.annotations.NullMarked;
