/// The projectcalico.org/v3 kinds, read, defaulted and checked as calicoctl and the Calico API server v3.31 do.
///
/// The way in is `CalicoParsers`; the way out is the records of `io.margay.model.resource`. Where the two differ from
/// what is said here, they are right: what they accept is accepted.
///
/// ```text
/// CalicoParsers ─▶ PolicyParser, ProfileParser ─▶ RuleReader ─▶ EntityReader ─▶ NetReader, PortReader, SelectorReader
///                └▶ TierParser, NetworkSetParser, HostEndpointParser, WorkloadEndpointParser ─▶ Names, NamedPortReader
/// ```
@NullMarked
package io.margay.model.parse.calico;

import org.jspecify.annotations.NullMarked;
