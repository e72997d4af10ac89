/// A small cluster out of network namespaces of this machine, with real packets: for tests and for `margay demo`.
///
/// ```text
/// Lab: nodes ── bridge ── nodes                  each node routes and has its own netfilter and ipsets
///        └─ veth (cali…) ─ workloads             each workload has a Station: it answers and it sends
/// ```
/// All namespaces bear their lab's name, and a lab's process holds the lock on a file of that name (LabClaims): so
/// what a killed process left can be told and removed. Nothing outside of them is touched, and no packet leaves
/// them. Needs root on Linux, and iproute2.
@NullMarked
package io.margay.dataplane.lab;

import org.jspecify.annotations.NullMarked;
