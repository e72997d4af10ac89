/// Configuration: read and checked whole at start, as records that stand where they are used.
///
/// In: HOCON. Out: a record by [ConfigReader][io.margay.cluster.config.ConfigReader], or a
/// [ConfigProblems][io.margay.cluster.config.ConfigProblems] with everything that is wrong.
@NullMarked
package io.margay.cluster.config;

import org.jspecify.annotations.NullMarked;
