/// What Prometheus reads of a member or of an agent.
///
/// In: numbers that those who work keep for themselves, read when somebody asks. Out: a page in Prometheus' text
/// formats,
/// over the HTTP API, or over a listener of its own. An agent's page is written by hand, and needs no library.
@NullMarked
package io.margay.cli.metrics;

import org.jspecify.annotations.NullMarked;
