package io.margay.cluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cluster.discovery.DnsName.Place;
import org.junit.jupiter.api.Test;

final class DnsNameTest {
    @Test
    void aNameWithAPortIsOfAddressesAndOneWithALineBeforeItOfServices() {
        assertThat(DnsName.parse("members:7451", "")).contains(new DnsName.Addresses("members", 7451));
        assertThat(DnsName.parse("_margay._tcp.members", "s"))
                .contains(new DnsName.Services("_margay._tcp.members", "s"));
        assertThat(DnsName.parse("members", "")).isEmpty();
        assertThat(DnsName.parse("members:0", "")).isEmpty();
        assertThat(DnsName.parse("members:70000", "")).isEmpty();
        assertThat(DnsName.parse("", "")).isEmpty();
    }

    @Test
    void addressesAreThoseOfThisMachine() throws Exception {
        assertThat(new DnsName.Addresses("localhost", 7451).find()).contains(new Place("127.0.0.1", 7451));
    }

    @Test
    void whoIsNotThereIsNoFailure() throws Exception {
        assertThat(new DnsName.Addresses("not-there.invalid", 7451).find()).isEmpty();
    }

    @Test
    void placesHaveOneOrder() {
        assertThat(new Place("a", 2)).isGreaterThan(new Place("a", 1)).isLessThan(new Place("b", 1));
    }
}
