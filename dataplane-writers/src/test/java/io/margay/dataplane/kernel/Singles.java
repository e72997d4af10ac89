package io.margay.dataplane.kernel;

import java.util.ArrayList;
import java.util.List;

/// Members one by one, each as if it were all.
public final class Singles {
    private Singles() {}

    /// Each of them.
    public static List<Members> of(Members members) {
        var all = new ArrayList<Members>();
        members.tell(new MemberSink() {
            @Override
            public void net(long high, long low, int prefixLength) {
                all.add(sink -> sink.net(high, low, prefixLength));
            }

            @Override
            public void port(long high, long low, int protocol, int port) {
                all.add(sink -> sink.port(high, low, protocol, port));
            }
        });
        return all;
    }
}
