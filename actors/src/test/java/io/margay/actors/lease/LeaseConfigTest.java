package io.margay.actors.lease;

import static org.assertj.core.api.Assertions.assertThat;

import akka.cluster.sbr.SplitBrainResolverSettings;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

final class LeaseConfigTest {
    private final Config config = ConfigFactory.parseResources("margay-lease.conf")
            .withFallback(ConfigFactory.defaultReference())
            .resolve();

    /// Or members that come back, or go, before it asks make another of who is lost than of who is downed.
    @Test
    void theLeaseIsAskedInTheMomentOfTheDecision() {
        var asked = new SplitBrainResolverSettings(config).leaseMajoritySettings();
        assertThat(asked.acquireLeaseDelayForMinority().toMillis()).isZero();
        assertThat(config.getDuration("margay-lease.wait-for-first")).isPositive();
    }
}
