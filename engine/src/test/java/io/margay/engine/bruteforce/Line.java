package io.margay.engine.bruteforce;

import io.margay.model.resource.Action;
import java.util.function.Predicate;

/// A rule of any kind: its place in the list that the user wrote, what it says, and of which packets.
record Line(int index, Action action, Predicate<Packet> test) {}
