package io.margay.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerTest {
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    @TempDir
    private Path folder;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Issuer.Validity good = new Issuer.Validity(now.minusSeconds(60), now.plusSeconds(3_600));
    private final List<String> words = new ArrayList<>();

    @Test
    void aNodesCertificateNamesItAndIsForClientsAlone() throws Exception {
        issuer().node(folder.resolve("node"), "node-1", good);
        var certificate = Pem.certificates(folder.resolve("node/tls.crt")).getFirst();
        assertThat(NodeCertificate.node(certificate)).contains("node-1");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(CLIENT);
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getKeyUsage()).startsWith(true, false, false, false, false, false);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(good.until());
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
        var authority = Pem.certificates(folder.resolve("ca/ca.crt")).getFirst();
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        parameters.setRevocationEnabled(false);
        assertThat(CertPathValidator.getInstance("PKIX").validate(path, parameters))
                .isNotNull();
    }

    @Test
    void aUsersCertificateNamesItAndItsRoleAndNoNode() throws Exception {
        var user = new UserCertificate("alice", UserCertificate.Role.WRITE);
        issuer().user(folder.resolve("user"), user, good);
        var certificate = Pem.certificates(folder.resolve("user/tls.crt")).getFirst();
        assertThat(UserCertificate.of(certificate)).contains(user);
        assertThat(UserCertificate.isOfSomebody(certificate)).isTrue();
        assertThat(NodeCertificate.node(certificate)).isEmpty();
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(CLIENT);
        Issuer.open(folder.resolve("ca")).node(folder.resolve("node"), "node-1", good);
        var ofNode = Pem.certificates(folder.resolve("node/tls.crt")).getFirst();
        assertThat(UserCertificate.of(ofNode)).isEmpty();
    }

    @Test
    void anEnginesCertificateNamesItsHostsAndNoNode() throws Exception {
        issuer().engine(folder.resolve("engine"), List.of("engine.example.org", "10.0.0.1", "::1"), good);
        var certificate = Pem.certificates(folder.resolve("engine/tls.crt")).getFirst();
        assertThat(NodeCertificate.node(certificate)).isEmpty();
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(SERVER, CLIENT);
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactly("engine.example.org", "10.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void keysAreTheirOwnersAloneAndNothingIsWrittenOver() throws Exception {
        var issuer = issuer();
        issuer.node(folder.resolve("node"), "node-1", good);
        for (var key : List.of("ca/ca.key", "node/tls.key")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(key)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        var before = Files.readString(folder.resolve("node/tls.crt"));
        assertThatThrownBy(() -> issuer.node(folder.resolve("node"), "node-2", good))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is there already");
        assertThatThrownBy(this::issuer).hasMessageContaining("is there already");
        assertThat(Files.readString(folder.resolve("node/tls.crt"))).isEqualTo(before);
        assertThat(Issuer.isIn(folder.resolve("ca"))).isTrue();
        Issuer.open(folder.resolve("ca")).node(folder.resolve("other"), "node-2", good);
    }

    @Test
    void aFolderIsReadAgainWhereItChangedAndStaysWhereItIsWrong() throws Exception {
        var issuer = issuer();
        issuer.node(folder.resolve("node"), "node-1", good);
        issuer.node(folder.resolve("next"), "node-1", good);
        var read = TlsFolder.open(folder.resolve("node"), words::add);
        var first = read.context();
        assertThat(read.context()).isSameAs(first);
        move("tls.key");
        assertThat(read.context()).isSameAs(first);
        assertThat(read.context()).isSameAs(first);
        assertThat(words).hasSize(1).first().asString().contains("tls.key is not the key of tls.crt");
        move("tls.crt");
        assertThat(read.context()).isNotSameAs(first);
        assertThat(words).hasSize(2);
    }

    @Test
    void aFolderThatLacksSomethingIsRefusedInWords() throws Exception {
        issuer().node(folder.resolve("node"), "node-1", good);
        for (var wrong : List.of("", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")) {
            Files.writeString(folder.resolve("node/tls.key"), wrong);
            assertThatThrownBy(() -> TlsFolder.open(folder.resolve("node"), words::add))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("tls.key");
        }
        Files.delete(folder.resolve("node/tls.key"));
        assertThatThrownBy(() -> TlsFolder.open(folder.resolve("node"), words::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no");
    }

    private Issuer issuer() throws IOException {
        return Issuer.create(folder.resolve("ca"), "margay test", good);
    }

    private void move(String file) throws IOException {
        Files.move(
                folder.resolve("next").resolve(file),
                folder.resolve("node").resolve(file),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
