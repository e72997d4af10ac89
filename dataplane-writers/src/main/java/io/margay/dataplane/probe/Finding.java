package io.margay.dataplane.probe;

/// Whether this machine can do one thing that a writer needs.
///
/// @param what it is, in words: `iptables-nft, IPv4: match multiport`
public record Finding(String what, Capability capability) {}
