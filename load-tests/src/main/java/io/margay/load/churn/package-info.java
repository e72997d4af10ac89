/// What changes while hosts are loaded, whom that concerns, and when each of these heard of it.
///
/// A forecast feeds each change alone to an engine of its own, and waits until nothing is under way: the hosts that are
/// told something then are those that the change affects, and what they are told leaves marks (an address that joined,
/// a policy that is another). Under load a host has the change once it was told all marks that it was told in the
/// forecast.
///
/// In: a dataset's files. Out: when each change reached each host.
///
/// ```text
/// Plan ─▶ Change … ─▶ Awaited ─▶ Mark …
///            │                     │
///            ├─▶ Forecast ─▶ Expected: hosts, marks
///            ▼                     ▼
///          Feed          told ─▶ Timing ─▶ Track: a latency a host
/// ```
@NullMarked
package io.margay.load.churn;

import org.jspecify.annotations.NullMarked;
