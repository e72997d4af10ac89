package io.margay.cluster.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Hashtable;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/// A name in DNS that has several places.
public sealed interface DnsName {
    /// Where something listens.
    record Place(String host, int port) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return host.equals(other.host) ? Integer.compare(port, other.port) : host.compareTo(other.host);
        }
    }

    /// The addresses of a name, each with this port; as this machine resolves it.
    record Addresses(String name, int port) implements DnsName {}

    /// The SRV records of a name: hosts, by their names, with ports.
    ///
    /// @param server who is asked, `HOST` or `HOST:PORT`; empty: whom this machine asks
    record Services(String name, String server) implements DnsName {}

    /// `NAME:PORT` for addresses, a name that begins with `_` for SRV records.
    Pattern ADDRESSES = Pattern.compile("([^:_\\s][^:\\s]*):([0-9]{1,5})");

    /// Likewise.
    Pattern SERVICES = Pattern.compile("_[^:\\s]+");

    /// The highest port.
    int MOST_PORT = 65_535;

    /// Without what else is known of it.
    String name();

    /// A text, as one.
    ///
    /// @param server who is asked for SRV records; empty: whom this machine asks
    static Optional<DnsName> parse(String text, String server) {
        if (SERVICES.matcher(text).matches()) {
            return Optional.of(new Services(text, server));
        }
        var found = ADDRESSES.matcher(text);
        return found.matches()
                ? Optional.of(new Addresses(found.group(1), Integer.parseInt(found.group(2))))
                        .filter(it -> 0 < it.port && it.port <= MOST_PORT)
                        .map(DnsName.class::cast)
                : Optional.empty();
    }

    /// Who is there now, in an order that is the same for everybody. None: nobody, so far.
    ///
    /// Errors: an IOException where DNS does not answer. It blocks, for some seconds at most.
    default SortedSet<Place> find() throws IOException {
        return switch (this) {
            case Addresses addresses -> addresses(addresses);
            case Services services -> services(services);
        };
    }

    private static SortedSet<Place> addresses(Addresses of) {
        var found = new TreeSet<Place>();
        try {
            Stream.of(InetAddress.getAllByName(of.name))
                    .map(it -> new Place(it.getHostAddress(), of.port))
                    .forEach(found::add);
        } catch (UnknownHostException _) {
            return found; // of which nobody says whether DNS answered
        }
        return found;
    }

    @SuppressWarnings("BanJNDI") // what DNS answers is text: its provider makes no objects of it
    private static SortedSet<Place> services(Services of) throws IOException {
        try {
            var context = new InitialDirContext(asking(of.server));
            try {
                return places(
                        context.getAttributes(of.name, new String[] {"SRV"}).get("SRV"));
            } finally {
                context.close(); // or its descriptors stay
            }
        } catch (NameNotFoundException _) {
            return new TreeSet<>();
        } catch (NamingException e) {
            throw new IOException(of.name + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("JdkObsolete") // a context takes no other
    private static Hashtable<String, String> asking(String server) {
        var settings = new Hashtable<String, String>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, server.isEmpty() ? "dns:" : "dns://" + server);
        settings.put("com.sun.jndi.dns.timeout.initial", "1000");
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
        return settings;
    }

    private static SortedSet<Place> places(@Nullable Attribute records) throws NamingException {
        var found = new TreeSet<Place>();
        for (int i = 0; records != null && i < records.size(); i++) {
            found.add(place(records, i));
        }
        return found;
    }

    /// Priority and weight come first, and say nothing here.
    private static Place place(Attribute records, int number) throws NamingException {
        var words = records.get(number).toString().split(" ", -1);
        var host = words[3].endsWith(".") ? words[3].substring(0, words[3].length() - 1) : words[3];
        return new Place(host, Integer.parseInt(words[2]));
    }
}
