package io.margay.dataplane.kernel;

/// What is known of a set without its members.
///
/// @param members how many
/// @param references how many rules and the like look into it
/// @param bytes of the kernel's memory
public record SetHeader(SetSpec set, long members, long references, long bytes) {}
