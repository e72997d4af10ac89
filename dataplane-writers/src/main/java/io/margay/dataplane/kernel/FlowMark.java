package io.margay.dataplane.kernel;

/// Some bits of a flow's mark.
///
/// @param value what they are; no bit that `mask` has not
/// @param mask which they are
public record FlowMark(int value, int mask) {
    /// None: every flow has it.
    public static final FlowMark ANY = new FlowMark(0, 0);

    public FlowMark {
        if ((value & ~mask) != 0) {
            throw new IllegalArgumentException("mark " + value + " with mask " + mask);
        }
    }

    /// Whether a flow's mark has them so.
    public boolean isIn(int mark) {
        return (mark & mask) == value;
    }
}
