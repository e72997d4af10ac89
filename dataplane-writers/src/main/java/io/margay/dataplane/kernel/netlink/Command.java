package io.margay.dataplane.kernel.netlink;

/// What ipset can be asked.
enum Command {
    PROTOCOL(1, "protocol"),
    CREATE(2, "create"),
    DESTROY(3, "destroy"),
    FLUSH(4, "flush"),
    SWAP(6, "swap"),
    LIST(7, "list"),
    ADD(9, "add to"),
    DELETE(10, "delete from"),
    TYPE(13, "type");

    /// The number of ipset among the parts of netfilter.
    private static final int IPSET = 6;

    private final int number;
    private final String word;

    Command(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /// The type of its messages.
    int type() {
        return IPSET << Byte.SIZE | number;
    }

    String word() {
        return word;
    }
}
