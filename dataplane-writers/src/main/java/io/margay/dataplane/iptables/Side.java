package io.margay.dataplane.iptables;

/// Which end of a packet, and how iptables calls it.
enum Side {
    SOURCE("src", "-s", "--sports"),
    DESTINATION("dst", "-d", "--dports");

    private final String word;
    private final String net;
    private final String ports;

    Side(String word, String net, String ports) {
        this.word = word;
        this.net = net;
        this.ports = ports;
    }

    /// The option that asks for one net; a rule takes only one of a side.
    String in(Object cidr) {
        return net + " " + cidr;
    }

    /// The option that refuses one net; a rule takes only one of a side.
    String notIn(Object cidr) {
        return "! " + in(cidr);
    }

    /// The option that looks into a set of addresses.
    String inSet(String set) {
        return "-m set --match-set " + set + " " + word;
    }

    /// The option that refuses what is in a set of addresses.
    String notInSet(String set) {
        return "-m set ! --match-set " + set + " " + word;
    }

    /// The option that looks into a set of addresses with ports.
    String inPortSet(String set) {
        return inSet(set) + "," + word;
    }

    /// The option that refuses what is in a set of addresses with ports.
    String notInPortSet(String set) {
        return notInSet(set) + "," + word;
    }

    /// The option that asks for some of up to 15 ports, where a range counts twice.
    String onPorts(String list) {
        return "-m multiport " + ports + " " + list;
    }

    /// The option that refuses up to 15 ports.
    String notOnPorts(String list) {
        return "-m multiport ! " + ports + " " + list;
    }
}
