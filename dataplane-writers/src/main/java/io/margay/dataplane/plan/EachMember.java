package io.margay.dataplane.plan;

/// Hears members, of either version, as numbers.
interface EachMember {
    /// A member.
    ///
    /// @param code as [MemberCode] has it
    void member(long high, long low, int code);
}
