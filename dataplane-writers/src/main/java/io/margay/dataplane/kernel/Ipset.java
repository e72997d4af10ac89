package io.margay.dataplane.kernel;

import java.util.List;
import java.util.Optional;

/// The sets of one network namespace. Used by one thread at a time; may block.
///
/// What is changed comes back empty where it was done. Adding what is there, deleting what is not, creating a set that
/// is there just so and destroying one that is gone are done. Each operation is over when it returns, so what is
/// written later is never seen before what was written earlier.
public interface Ipset extends AutoCloseable {
    /// Makes a set.
    Optional<Refusal> create(SetSpec set);

    /// Adds members, up to the first that is refused.
    Optional<Refusal> add(SetSpec set, Members members);

    /// Deletes members, up to the first that is refused.
    Optional<Refusal> delete(SetSpec set, Members members);

    /// Empties a set.
    Optional<Refusal> flush(String name);

    /// Makes two sets of one type and version change their names, at one blow: what looks into one looks into the
    /// other.
    Optional<Refusal> swap(String name, String other);

    /// Removes a set that nobody looks into.
    Optional<Refusal> destroy(String name);

    /// The names of all sets, in no order.
    Reading<List<String>> names();

    /// What is known of a set without its members.
    ///
    /// Cost: about a millisecond for 100,000 members, since the kernel counts them.
    Reading<SetHeader> header(String name);

    /// Tells the members of a set, in no order; they are never all in memory. One that comes or goes meanwhile may be
    /// told or not.
    ///
    /// @param into must not use this object
    Optional<Refusal> list(String name, MemberSink into);

    /// Gives a set that is there these members and no others, at one blow.
    ///
    /// @param temporary where they are written before the two change names; what it held is lost
    default Optional<Refusal> replace(SetSpec set, String temporary, Members members) {
        var next = set.named(temporary);
        return create(next)
                .flatMap(why -> why.reason() == Refusal.Reason.SET_EXISTS
                        ? destroy(temporary).or(() -> create(next))
                        : Optional.of(why))
                .or(() -> flush(temporary))
                .or(() -> add(next, members))
                .or(() -> swap(temporary, set.name()))
                .or(() -> destroy(temporary));
    }

    @Override
    void close();
}
