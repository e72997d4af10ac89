package io.margay.actors.store.tables;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.margay.actors.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/// How a database is reached.
///
/// @param settings of its JDBC driver
/// @param profile what Slick calls it
public record DatabaseLogin(
        String url, String driver, String profile, String user, String password, Map<String, String> settings) {
    public DatabaseLogin {
        settings = Map.copyOf(settings);
    }

    /// That of a configuration.
    ///
    /// Errors: an IOException, in words for a person, where the password cannot be read.
    public static DatabaseLogin of(StoreConfig.Database database) throws IOException {
        return database.isShared() ? postgres(database) : embedded(database);
    }

    /// Nothing waits for ever for a database that does not answer: what a line has in seconds, its driver gives up
    /// after.
    private static DatabaseLogin postgres(StoreConfig.Database database) throws IOException {
        var settings = new HashMap<String, String>();
        settings.put("connectTimeout", "3");
        settings.put("socketTimeout", "9");
        settings.put("tcpKeepAlive", "true");
        settings.put("ApplicationName", "margay");
        settings.put("reWriteBatchedInserts", "true");
        return new DatabaseLogin(
                database.url(),
                "org.postgresql.Driver",
                "slick.jdbc.PostgresProfile$",
                database.user(),
                password(database.passwordFile()),
                settings);
    }

    /// The file is this process's until that ends: H2 must not close it by itself, when the JVM does, as what is
    /// under way then still counts. It writes commits to it later, in the order in which they were made: see
    /// [StoreTables#sync].
    private static DatabaseLogin embedded(StoreConfig.Database database) {
        return new DatabaseLogin(
                database.url() + ";DB_CLOSE_ON_EXIT=FALSE",
                "org.h2.Driver",
                "slick.jdbc.H2Profile$",
                "margay",
                "",
                Map.of());
    }

    private static String password(String file) throws IOException {
        if (file.isEmpty()) {
            return "";
        }
        try {
            return Files.readString(Path.of(file)).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new IOException("margay.store.password-file: cannot read " + file, e);
        }
    }

    /// The settings of Akka's journal for it.
    public Config akka() {
        // H2 calls connections valid to a file that it has closed after an error.
        var testQuery = "SELECT number FROM margay_number";
        var database = new HashMap<String, Object>();
        database.put("url", url);
        database.put("driver", driver);
        database.put("user", user);
        database.put("password", password);
        database.put("properties", settings);
        database.put("connectionTestQuery", testQuery);
        var slick = Map.of("profile", profile, "db", database);
        return ConfigFactory.parseMap(Map.of("akka-persistence-jdbc.shared-databases.slick", slick));
    }

    /// The settings of the lease of members that share it.
    public Config lease() {
        return ConfigFactory.parseMap(Map.of(
                        "margay-lease", Map.of("url", url, "user", user, "password", password, "properties", settings)))
                .withFallback(ConfigFactory.parseResources("margay-lease.conf"));
    }

    /// The settings, as JDBC takes them.
    Properties properties() {
        var properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /// Without the password.
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
