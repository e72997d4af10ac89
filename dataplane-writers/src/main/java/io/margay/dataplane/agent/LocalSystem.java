package io.margay.dataplane.agent;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How an agent's actor system is configured: nothing leaves it, and it does what it does by itself each second or more
/// seldom, so its timers need not be exact. Akka's tick 100 times a second, which is a quarter of what an idle agent
/// does.
///
/// So the serializers of all Akka that this program has are not loaded, which are, with Jackson, a seventh of the
/// classes that an agent would have, and 13 MB of its memory.
public final class LocalSystem {
    private static final String SERIALIZERS = "akka.actor.serializers";
    private static final String BINDINGS = "akka.actor.serialization-bindings";
    private static final String NONE = "none";
    private static final Duration TICK = Duration.ofMillis(50);

    private LocalSystem() {}

    /// A whole configuration with that. Akka wants each of its keys to be there.
    public static Config config(Config whole) {
        var instead = new HashMap<String, Object>();
        instead.put("akka.scheduler.tick-duration", TICK);
        put(SERIALIZERS, NoSerializer.class.getName(), whole, instead);
        put(BINDINGS, NONE, whole, instead);
        return ConfigFactory.parseMap(instead).withFallback(whole);
    }

    private static void put(String path, String value, Config whole, Map<String, Object> to) {
        whole.getConfig(path).root().keySet().forEach(key -> to.put(path + "." + ConfigUtil.quoteString(key), value));
    }
}
