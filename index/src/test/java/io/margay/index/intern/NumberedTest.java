package io.margay.index.intern;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NumberedTest {
    @Test
    void aChangedListLeavesTheOneBefore() {
        var before = list(Numbered.empty(), 3, "a");
        var after = list(before, 1000, "b");
        assertThat(before.get(1000)).isNull();
        assertThat(after.get(3)).isEqualTo("a");
        assertThat(after.get(1000)).isEqualTo("b");
        assertThat(list(after, 3, null).get(3)).isNull();
        assertThat(after.count()).isEqualTo(2);
    }

    @Test
    void equalValuesHaveOneNumberWhichIsNeverGivenAgain() {
        var numbers = new Numbers<String>();
        int first = numbers.of("a").number();
        assertThat(numbers.of("a").number()).isEqualTo(first);
        assertThat(numbers.find("a")).isEqualTo(first);
        numbers.forget("a");
        assertThat(numbers.find("a")).isNull();
        assertThat(numbers.of("a").number()).isNotEqualTo(first);
        assertThat(numbers.size()).isEqualTo(1);
    }

    private static Numbered<String> list(
            Numbered<String> of, int number, @Nullable String value) {
        var editor = of.edit();
        editor.set(number, value);
        return editor.done();
    }
}
