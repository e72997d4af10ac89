package io.margay.model.intern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void eachTextHasItsBytesWhateverCameBefore() {
        var utf8 = new Utf8();
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            var text = "text-ä-" + random.nextInt(500);
            assertThat(utf8.of(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(utf8.of("")).isEmpty();
    }

    @Test
    void theSameTextIsEncodedOnce() {
        var utf8 = new Utf8();
        assertThat(utf8.of("kns.shop")).isSameAs(utf8.of("kns.shop"));
    }
}
