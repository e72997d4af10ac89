package io.margay.model.ruleset;

/// Which way a packet goes, seen from the endpoint: INGRESS to it, EGRESS from it.
public enum Direction {
    INGRESS,
    EGRESS
}
