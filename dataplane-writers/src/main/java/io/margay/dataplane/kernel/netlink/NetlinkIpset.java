package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.MemberText;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetHeader;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.model.net.IpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sets of a network namespace, by netlink.
///
/// A socket is opened when it is first needed, and again after one failed; an operation that met such a failure is
/// refused with `NO_ACCESS`, where there was no socket, or `NO_ANSWER`, where it may have been done or not.
/// Cost: `docs/decisions/0018-ipset-by-netlink.md`.
public final class NetlinkIpset implements Ipset {
    /// Whether what is so already may be said again.
    public enum Repeats {
        ALLOWED(0),
        /// Adding a member, deleting what is none, creating a set that is there, destroying none are refused.
        REFUSED(0x200);

        private final int flags;

        Repeats(int flags) {
            this.flags = flags;
        }
    }

    private interface Work {
        Optional<Rejection> in(IpsetSession session) throws NetlinkFailure;
    }

    /// What is being done, in words too.
    ///
    /// @param version of the members
    private record Attempt(Command command, String words, IpVersion version) {
        Refusal refused(Rejection rejection) {
            var error = IpsetError.of(rejection, command);
            return new Refusal(error.reason(), words, member(rejection), error.name());
        }

        Refusal refused(Refusal.Reason reason, String why) {
            return new Refusal(reason, words, "", why);
        }

        private String member(Rejection rejection) {
            var member = new StringBuilder();
            try {
                SetReader.refused(rejection.request(), new MemberText(version, member::append));
                return member.toString();
            } catch (NetlinkFailure e) {
                return "a member that is not known since " + e.why();
            }
        }
    }

    private final Netns netns;
    private final Repeats repeats;
    private @Nullable IpsetSession session;
    private boolean isBusy;

    private NetlinkIpset(Netns netns, Repeats repeats) {
        this.netns = netns;
        this.repeats = repeats;
    }

    /// The sets of a namespace, where what is so already may be said again.
    public static NetlinkIpset in(Netns netns) {
        return new NetlinkIpset(netns, Repeats.ALLOWED);
    }

    /// The same sets, with another rule for what is so already, through a socket of its own.
    public NetlinkIpset with(Repeats other) {
        return new NetlinkIpset(netns, other);
    }

    @Override
    public Optional<Refusal> create(SetSpec set) {
        var refusal = change(Command.CREATE, set, it -> it.create(set));
        boolean isThere = refusal.isPresent() && refusal.get().reason() == Refusal.Reason.SET_EXISTS;
        // The kernel, told that it may be there, takes a set of the other version for it too.
        return isThere && repeats == Repeats.ALLOWED && isJustSo(set) ? Optional.empty() : refusal;
    }

    private boolean isJustSo(SetSpec set) {
        return header(set.name()) instanceof Reading.Read<SetHeader>(var there)
                && there.set().equals(set);
    }

    @Override
    public Optional<Refusal> add(SetSpec set, Members members) {
        return changeMembers(Command.ADD, set, members);
    }

    @Override
    public Optional<Refusal> delete(SetSpec set, Members members) {
        return changeMembers(Command.DELETE, set, members);
    }

    @Override
    public Optional<Refusal> flush(String name) {
        return ask("flush " + name, Command.FLUSH, it -> it.flush(name));
    }

    @Override
    public Optional<Refusal> swap(String name, String other) {
        return ask("swap " + name + " and " + other, Command.SWAP, it -> it.swap(name, other));
    }

    @Override
    public Optional<Refusal> destroy(String name) {
        var refusal = ask("destroy " + name, Command.DESTROY, it -> it.destroy(name, repeats.flags));
        boolean wasGone = refusal.isPresent() && refusal.get().reason() == Refusal.Reason.NO_SUCH_SET;
        // Older kernels refuse this however it is said.
        return wasGone && repeats == Repeats.ALLOWED ? Optional.empty() : refusal;
    }

    @Override
    public Reading<List<String>> names() {
        var names = new ArrayList<String>();
        return ask("list the names of sets", Command.LIST, it -> it.names(names))
                .<Reading<List<String>>>map(Reading.Unread::new)
                .orElseGet(() -> new Reading.Read<>(List.copyOf(names)));
    }

    @Override
    public Reading<SetHeader> header(String name) {
        var headers = new ArrayList<SetReader.Header>();
        var attempted = "list the header of " + name;
        return ask(attempted, Command.LIST, it -> it.header(name, headers))
                .<Reading<SetHeader>>map(Reading.Unread::new)
                .orElseGet(() -> header(headers, attempted));
    }

    @Override
    public Optional<Refusal> list(String name, MemberSink into) {
        return switch (header(name)) {
            case Reading.Unread<SetHeader>(var why) -> Optional.of(why);
            case Reading.Read<SetHeader> _ -> ask("list " + name, Command.LIST, it -> it.members(name, into));
        };
    }

    private static Reading<SetHeader> header(List<SetReader.Header> headers, String attempted) {
        if (headers.size() != 1) {
            return new Reading.Unread<>(
                    new Refusal(Refusal.Reason.NO_ANSWER, attempted, "", headers.size() + " answers"));
        }
        var header = headers.getFirst();
        return Stream.of(SetSpec.Kind.values())
                .filter(kind -> kind.text().equals(header.type()) && header.mostMembers() > 0)
                .findFirst()
                .<Reading<SetHeader>>map(kind -> new Reading.Read<>(header(header, kind)))
                .orElseGet(() ->
                        new Reading.Unread<>(new Refusal(Refusal.Reason.OTHER_TYPE, attempted, "", header.type())));
    }

    private static SetHeader header(SetReader.Header header, SetSpec.Kind kind) {
        var version = header.family() == SetReader.FAMILY_V4 ? IpVersion.V4 : IpVersion.V6;
        var sizes = header.sizes();
        int most = (int) Math.min(header.mostMembers(), Integer.MAX_VALUE);
        return new SetHeader(
                new SetSpec(header.name(), kind, version, most), sizes.members(), sizes.references(), sizes.bytes());
    }

    private Optional<Refusal> change(Command command, SetSpec set, Work work) {
        return ask(new Attempt(command, command.word() + " " + set.name(), set.version()), work);
    }

    /// Changes members. The kernel has one error for all that is not of the set's form: this looks which it is.
    private Optional<Refusal> changeMembers(Command command, SetSpec set, Members members) {
        return change(command, set, it -> it.change(command, repeats.flags, set, members))
                .map(refusal -> refusal.detail().equals(IpsetError.FORM) ? explained(refusal, set) : refusal);
    }

    private Refusal explained(Refusal refusal, SetSpec set) {
        var reason = switch (header(set.name())) {
            case Reading.Read<SetHeader>(var there) ->
                there.set().kind() == set.kind() ? Refusal.Reason.WRONG_VERSION : Refusal.Reason.OTHER_TYPE;
            case Reading.Unread<SetHeader>(var why) ->
                why.reason() == Refusal.Reason.OTHER_TYPE ? why.reason() : refusal.reason();
        };
        return new Refusal(reason, refusal.attempted(), refusal.member(), refusal.detail());
    }

    private Optional<Refusal> ask(String words, Command command, Work work) {
        return ask(new Attempt(command, words, IpVersion.V6), work);
    }

    private Optional<Refusal> ask(Attempt attempt, Work work) {
        if (isBusy) {
            throw new IllegalStateException(attempt.words + ", in the midst of another operation");
        }
        IpsetSession open;
        try {
            open = open();
        } catch (NetlinkFailure e) {
            return Optional.of(attempt.refused(Refusal.Reason.NO_ACCESS, e.why()));
        }
        isBusy = true;
        boolean isWhole = false;
        try {
            var rejection = work.in(open);
            isWhole = true;
            return rejection.map(attempt::refused);
        } catch (NetlinkFailure e) {
            return Optional.of(attempt.refused(Refusal.Reason.NO_ANSWER, e.why()));
        } finally {
            isBusy = false;
            if (!isWhole) {
                // There may be messages that were not sent, or answers that were not read.
                close();
            }
        }
    }

    private IpsetSession open() throws NetlinkFailure {
        var open = session;
        if (open == null) {
            open = IpsetSession.open(netns);
            session = open;
        }
        return open;
    }

    /// Closes the socket, and with it lets go of the namespace; the next operation opens another.
    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
