package io.margay.actors.cluster;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import com.typesafe.config.ConfigFactory;
import io.margay.actors.report.ReporterActor;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A member of a later release sends what this one does not know.
final class UnknownMessageTest {
    private final ActorTestKit here =
            ActorTestKit.create(EngineConfig.standalone().akka());
    private final ActorTestKit later = ActorTestKit.create(
            ConfigFactory.parseMap(Map.of("akka.actor.serializers.jackson-cbor", LaterSerializer.class.getName()))
                    .withFallback(EngineConfig.standalone().akka()));

    @AfterEach
    void end() {
        later.shutdownTestKit();
        here.shutdownTestKit();
    }

    /// Nothing else is lost: not the connection, nor whom it was for, nor what comes after it.
    @Test
    void itIsDroppedAndWhatComesAfterItIsHeard() {
        var probe = here.<Object>createTestProbe();
        var address = ActorRefResolver.get(here.system()).toSerializationFormat(probe.ref());
        ActorRef<Object> remote = ActorRefResolver.get(later.system()).resolveActorRef(address);
        remote.tell(new ReporterActor.Said("before"));
        probe.expectMessage(new ReporterActor.Said("before"));
        remote.tell(new LaterSerializer.Later("more"));
        remote.tell(new ReporterActor.Said("after"));
        probe.expectMessage(new ReporterActor.Said("after"));
    }
}
