package io.margay.cli.command;

import io.margay.cli.api.TokenFile;
import io.margay.cluster.tls.Issuer;
import io.margay.cluster.tls.UserCertificate;
import io.margay.cluster.tls.UserCertificate.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `margay certs`: certificates for a trial.
@Command(
        name = "certs",
        description = {
            "Makes an authority and certificates for a trial; in production, bring your own.",
            "",
            "DIR/ca has the authority, made once; DIR/engine is for margay up, DIR/nodes/NAME for margay agent,"
                    + " DIR/users/NAME for who uses the API: each has ca.crt, tls.crt and tls.key. A node's certificate"
                    + " names it as URI:margay://node/NAME, a user's as URI:margay://write/NAME or margay://read/NAME."
                    + " A user also has a token, whose hash is in DIR/tokens, for margay up --tokens. Nothing that is"
                    + " there is written over.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 something is there already or cannot be written, 2 wrong usage.",
            "",
            "Examples:",
            "  margay certs trial --engine engine-1.example.org --node node-1 --node node-2",
            "  margay certs trial --node node-3",
            "  margay certs trial --user alice:write --user bob:read"
        })
public final class CertsCommand implements Callable<Integer> {
    private static final Duration SKEW = Duration.ofHours(1);
    private static final int DAYS_OF_AUTHORITY = 3_650;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Where they go.")
    private Path folder;

    @Option(
            names = "--engine",
            paramLabel = "HOST",
            description = "A name or address by which agents reach the engine; repeatable. Default, where DIR has no"
                    + " engine: this machine's.")
    private List<String> engine = new ArrayList<>();

    @Option(names = "--node", paramLabel = "NAME", description = "A node; repeatable.")
    private List<String> nodes = new ArrayList<>();

    @Option(
            names = "--user",
            paramLabel = "NAME:ROLE",
            description = "One who uses the API, and may read or write; repeatable.")
    private List<String> users = new ArrayList<>();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "For how long they are good; the authority is for ten years. Default: ${DEFAULT-VALUE}.",
            defaultValue = "365")
    private int days;

    @Override
    public Integer call() {
        nodes.forEach(node -> AgentCommand.checkNames(spec, node, ""));
        users.forEach(this::user);
        if (days < 1 || days > DAYS_OF_AUTHORITY) {
            throw new ParameterException(
                    spec.commandLine(), "--days must be 1 to " + DAYS_OF_AUTHORITY + ", is " + days);
        }
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        try {
            make(out);
            return 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private void make(PrintWriter out) throws IOException {
        var issuer = issuer(out);
        var ofEngine = folder.resolve("engine");
        if (!engine.isEmpty() || !Files.exists(ofEngine)) {
            var hosts = engine.isEmpty() ? thisMachine() : engine;
            issuer.engine(ofEngine, hosts, validity(days));
            out.println(ofEngine + ": the engine, as " + String.join(", ", hosts));
        }
        for (var node : new LinkedHashSet<>(nodes)) {
            var ofNode = folder.resolve("nodes").resolve(node);
            issuer.node(ofNode, node, validity(days));
            out.println(ofNode + ": node " + node);
        }
        for (var user : new LinkedHashSet<>(users)) {
            make(user(user), issuer, out);
        }
    }

    private void make(UserCertificate user, Issuer issuer, PrintWriter out) throws IOException {
        var ofUser = folder.resolve("users").resolve(user.name());
        issuer.user(ofUser, user, validity(days));
        var token = TokenFile.newToken();
        OwnFiles.write(ofUser.resolve("token"), token + "\n");
        OwnFiles.append(folder.resolve("tokens"), TokenFile.line(user.name(), user.role(), token) + "\n");
        out.println(
                ofUser + ": user " + user.name() + ", who may " + user.role().word());
    }

    private UserCertificate user(String text) {
        int colon = text.indexOf(':');
        var name = colon < 0 ? "" : text.substring(0, colon);
        return Role.of(text.substring(colon + 1))
                .filter(_ -> TokenFile.isName(name))
                .map(role -> new UserCertificate(name, role))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--user must be NAME:read or NAME:write, is \"" + text + "\""));
    }

    private Issuer issuer(PrintWriter out) throws IOException {
        var ofAuthority = folder.resolve("ca");
        if (Issuer.isIn(ofAuthority)) {
            return Issuer.open(ofAuthority);
        }
        var made = Issuer.create(ofAuthority, "margay trial", validity(DAYS_OF_AUTHORITY));
        out.println(ofAuthority + ": the authority; keep ca.key to yourself");
        return made;
    }

    private static Issuer.Validity validity(int days) {
        Instant now = Clock.systemUTC().instant();
        return new Issuer.Validity(now.minus(SKEW), now.plus(days, ChronoUnit.DAYS));
    }

    private static List<String> thisMachine() throws IOException {
        var name = InetAddress.getLocalHost().getHostName();
        return List.copyOf(new LinkedHashSet<>(List.of(name, "localhost", "127.0.0.1", "::1")));
    }
}
