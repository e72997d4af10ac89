package io.margay.dataplane.iptables;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.SetId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// What Margay's chains and sets are called: the same for the same thing on every host and after every start.
///
/// A chain's name has 28 characters at most, a set's 31. Hashes are cut to 96 bits.
final class Names {
    /// What every name begins with.
    static final String PREFIX = "mgy";

    static final String FORWARD = "mgy-forward";
    static final String INPUT = "mgy-input";
    static final String OUTPUT = "mgy-output";
    static final String RAW_IN = "mgy-raw-in";
    static final String RAW_OUT = "mgy-raw-out";
    static final String BEFORE_DNAT = "mgy-before-dnat";
    static final String OWN_HOST = "mgy-own-host";
    static final String ACCEPT = "mgy-accept";
    static final String PASS = "mgy-pass";
    static final String REFUSE = "mgy-refuse";
    static final String AGAIN = "mgy-again";
    static final String DROP = "mgy-drop";

    /// What names of branches begin with.
    static final String BRANCH = "mgy-b-";

    private static final int HASH_LENGTH = 16;
    private static final int LONGEST_FIRST = "mgy4-".length() + HASH_LENGTH;
    private static final Pattern GENERATION = Pattern.compile("-[0-9]+");

    private Names() {}

    /// The chain of a policy's rules in one direction.
    static String policy(ResourceKey policy, Direction direction) {
        return "mgy-p" + letter(direction) + "-" + hash(policy.kind().name() + "/" + policy.path());
    }

    /// The chain of a profile's rules in one direction.
    static String profile(String profile, Direction direction) {
        return "mgy-r" + letter(direction) + "-" + hash(profile);
    }

    /// The chain of an untracked policy's rules in one direction, for packets that answer those that they are for.
    static String answers(ResourceKey policy, Direction direction) {
        return "mgy-a" + letter(direction) + "-" + hash(policy.kind().name() + "/" + policy.path());
    }

    /// The chain of several policies' rules in one direction.
    static String group(List<String> policies, Direction direction) {
        return "mgy-g" + letter(direction) + "-" + hash(policies.toString());
    }

    /// A branch of a policy's chain.
    static String branch(String chain, String path) {
        return BRANCH + hash(chain + " " + path);
    }

    /// The chain of the failsafe ports.
    static String failsafe(Direction direction) {
        return direction == Direction.INGRESS ? "mgy-failsafe-in" : "mgy-failsafe-out";
    }

    /// The chain of an endpoint: to it, or from it.
    static String endpoint(ChainKind kind, String interfaceName, Direction direction) {
        return "mgy-" + way(direction) + kind.letter() + "-" + interfaceName;
    }

    /// The chain that finds the endpoint among interfaces that begin so.
    static String dispatch(ChainKind kind, String interfacePrefix, Direction direction) {
        return interfacePrefix.isEmpty()
                ? "mgy-" + way(direction) + "-" + kind.word()
                : "mgy-" + way(direction) + "d" + kind.letter() + "-" + interfacePrefix;
    }

    /// The chain of what comes from, or goes to, an interface that may be a workload's and is nobody's.
    static String others(Direction direction) {
        return "mgy-" + way(direction) + "-others";
    }

    /// The kernel's set for one version of an address set.
    static String set(SetId id, IpVersion version) {
        return PREFIX + version.number() + "-" + hash(id.text());
    }

    /// The kernel's set for a list of nets that a rule gives.
    static String nets(Collection<Cidr> nets, IpVersion version) {
        return PREFIX + version.number() + "n-" + hash(nets.toString());
    }

    /// The kernel's set for a union of others.
    static String union(String what, IpVersion version) {
        return PREFIX + version.number() + "u-" + hash(what);
    }

    /// Whether a name is one of a union.
    static boolean isUnion(String set) {
        return set.startsWith("u-", PREFIX.length() + 1);
    }

    /// The name that an address set has at first.
    static String first(String set) {
        return set.substring(0, Math.min(set.length(), LONGEST_FIRST));
    }

    /// A set's name with a number behind it, but for 0: that of one like it.
    static String generation(String set, int number) {
        return number == 0 ? set : set + "-" + number;
    }

    /// Whether a name is that of a set, perhaps with a number behind it.
    static boolean isGeneration(String name, String set) {
        return name.equals(set)
                || GENERATION.matcher(name.substring(set.length())).matches();
    }

    /// Whether a name is one of a list of nets.
    static boolean isNets(String set) {
        return set.startsWith("n-", PREFIX.length() + 1);
    }

    /// Where the new content of a set is written before the two change places.
    static String temporary(String set) {
        return set + "-t";
    }

    /// The first 96 bits of the SHA-256 of a text, as base64url.
    static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static char letter(Direction direction) {
        return direction == Direction.INGRESS ? 'i' : 'o';
    }

    private static String way(Direction direction) {
        return direction == Direction.INGRESS ? "to" : "from";
    }
}
