package io.margay.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigReaderTest {
    private record Part(String name, int count, Duration pause) {
        static Part read(ConfigReader in) {
            return new Part(
                    in.text("name", name -> !name.isBlank(), "must be a name"),
                    in.integer("count", n -> n > 0, "must be > 0"),
                    in.duration("pause", Duration::isPositive, "must be > 0"));
        }
    }

    @Test
    void aRecordIsReadWhole() {
        var config = ConfigFactory.parseString("part { name = a, count = 2, pause = 10ms }");
        assertThat(ConfigReader.read(config, "part", Part::read)).isEqualTo(new Part("a", 2, Duration.ofMillis(10)));
    }

    @Test
    void allThatIsWrongIsSaidAtOnceWithItsLine() {
        var config = ConfigFactory.parseString("part {\n name = \" \"\n count = x\n}");
        assertThatThrownBy(() -> ConfigReader.read(config, "part", Part::read))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("2: part.name: must be a name")
                .hasMessageContaining("3: part.count")
                .hasMessageContaining("part.pause");
    }

    @Test
    void aKeyThatNobodyReadsIsRefusedAndAnotherPartIsNot() {
        var config = ConfigFactory.parseString(
                "part {\n name = a, count = 2, pause = 10ms, other { key = 1 }\n paus = 1s }");
        assertThatThrownBy(() -> ConfigReader.read(config, "part", Part::read))
                .isInstanceOf(ConfigProblems.class)
                .message()
                .endsWith("3: part.paus: there is no such key")
                .hasLineCount(1);
    }

    @Test
    void aPartThatIsMissingOrNoPartIsSaidOnce() {
        for (var text : List.of("", "part = 7", "part = ${?NOBODY_SET_THIS}")) {
            assertThatThrownBy(() ->
                            ConfigReader.read(ConfigFactory.parseString(text).resolve(), "part", Part::read))
                    .as(text)
                    .isInstanceOf(ConfigProblems.class)
                    .message()
                    .contains("part")
                    .hasLineCount(1);
        }
    }
}
