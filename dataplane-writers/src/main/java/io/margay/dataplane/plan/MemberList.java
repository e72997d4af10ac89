package io.margay.dataplane.plan;

import io.margay.dataplane.kernel.Members;
import io.margay.model.net.IpVersion;
import java.util.Arrays;

/// A list of members.
///
/// Layout: two `long` and an `int` a member.
final class MemberList implements SetMembers {
    private final long[] halves;
    private final int[] codes;

    private MemberList(long[] halves, int[] codes) {
        this.halves = halves;
        this.codes = codes;
    }

    /// Gathers a list.
    static final class Builder implements EachMember {
        private static final int FEW = 4;

        private long[] halves = new long[2 * FEW];
        private int[] codes = new int[FEW];
        private int size;

        @Override
        public void member(long high, long low, int code) {
            if (size == codes.length) {
                codes = Arrays.copyOf(codes, 2 * size);
                halves = Arrays.copyOf(halves, 2 * halves.length);
            }
            halves[2 * size] = high;
            halves[2 * size + 1] = low;
            codes[size++] = code;
        }

        boolean isEmpty() {
            return size == 0;
        }

        MemberList build() {
            return new MemberList(Arrays.copyOf(halves, 2 * size), Arrays.copyOf(codes, size));
        }
    }

    void forEach(EachMember each) {
        for (int i = 0; i < codes.length; i++) {
            each.member(halves[2 * i], halves[2 * i + 1], codes[i]);
        }
    }

    @Override
    public Members of(IpVersion version) {
        return sink -> {
            for (int i = 0; i < codes.length; i++) {
                if (MemberCode.version(codes[i]) == version) {
                    MemberCode.tell(halves[2 * i], halves[2 * i + 1], codes[i], sink);
                }
            }
        };
    }

    @Override
    public boolean has(IpVersion version) {
        return Arrays.stream(codes).anyMatch(code -> MemberCode.version(code) == version);
    }

    @Override
    public long count(IpVersion version) {
        return Arrays.stream(codes)
                .filter(code -> MemberCode.version(code) == version)
                .count();
    }
}
