package io.margay.dataplane.kernel;

/// One of the two that programs of iptables write to. They know nothing of each other, and a packet must be accepted
/// by both.
public enum Backend {
    /// Over nf_tables.
    NFT("nft"),
    /// The older one, with a lock for all who write.
    LEGACY("legacy");

    private final String text;

    Backend(String text) {
        this.text = text;
    }

    /// As it stands in the names of programs: `iptables-nft-restore`.
    public String text() {
        return text;
    }

    /// The other one.
    public Backend other() {
        return this == NFT ? LEGACY : NFT;
    }
}
