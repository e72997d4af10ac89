package io.margay.dataplane.kernel;

/// An operation on sets or flows that was not done, or not all of it.
///
/// @param attempted what was to be done: `add to mgy4-abc`
/// @param member the first that was refused; empty where it is not about one
/// @param detail the kernel's own name for it, and what else is known
public record Refusal(Reason reason, String attempted, String member, String detail) {
    /// Why not.
    public enum Reason {
        NO_SUCH_SET("there is no such set"),
        SET_EXISTS("there is another set of this name"),
        SET_IN_USE("somebody looks into the set"),
        SET_FULL("the set is full"),
        TOO_MANY_SETS("there are as many sets as there can be"),
        UNKNOWN_TYPE("this kernel has no sets of this type"),
        OTHER_TYPE("the set is of another type"),
        MEMBER_EXISTS("it is a member already"),
        NO_SUCH_MEMBER("it is no member"),
        BAD_MEMBER("it cannot be a member of this set"),
        WRONG_VERSION("it is of the other IP version"),
        NO_MEMORY("the kernel has no memory for it"),
        NO_ACCESS("it cannot be written here"),
        UNSUPPORTED("this kernel cannot do it"),
        FLOW_HELD("somebody else holds the flow"),
        NO_ANSWER("whether it was done is not known"),
        OTHER("it was refused");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /// In one line, what was not done and why.
    public String why() {
        var subject = member.isEmpty() ? attempted : attempted + ", " + member;
        return subject + ": " + reason.words + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
