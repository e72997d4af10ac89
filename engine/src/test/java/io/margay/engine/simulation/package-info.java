/// Fixtures for tests of what all paths must end in: seeded inputs, a shard whose messages are late, a host that
/// checks.
@NullMarked
package io.margay.engine.simulation;

import org.jspecify.annotations.NullMarked;
