package io.margay.load.churn;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// One change on its way to the hosts that it affects. For any thread.
public final class Track {
    /// Where a host has not seen all of it.
    public static final int UNSEEN = -1;

    private final Expected expected;
    private final long intended;
    private final byte[] left;
    private final int[] micros;
    private int unseen;

    /// @param intended when it was due, as `System.nanoTime` has it
    Track(Expected expected, long intended) {
        this.expected = expected;
        this.intended = intended;
        this.unseen = expected.count();
        this.left = new byte[unseen];
        this.micros = new int[unseen];
        Arrays.fill(micros, UNSEEN);
        for (int i = 0; i < unseen; i++) {
            left[i] = expected.kinds(i);
        }
    }

    /// A host was told some of it; whether it was the last one that lacked any.
    synchronized boolean told(int host, int kind, long nanos) {
        int at = expected.place(host);
        if (at < 0 || left[at] == 0) {
            return false;
        }
        left[at] &= (byte) ~kind;
        if (left[at] != 0) {
            return false;
        }
        micros[at] = (int) Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos - intended));
        unseen--;
        return unseen == 0;
    }

    /// When it was due.
    public long intended() {
        return intended;
    }

    /// Whom it affects.
    public Expected expected() {
        return expected;
    }

    /// How many hosts have not seen all of it.
    public synchronized int unseen() {
        return unseen;
    }

    /// How long after it was due each host had it, in microseconds, in their order; [#UNSEEN]: it has not.
    public synchronized int[] micros() {
        return micros.clone();
    }
}
