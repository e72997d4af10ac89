package io.margay.actors.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MarksTest {
    private static final int LIMIT = 5_000;

    @Test
    void fewOrManyNumbersAreEachThereOnceAndInOrder() {
        var random = new SplittableRandom(1);
        var marks = new Marks(LIMIT);
        for (int size = 0; size < 2_000; size = 2 * size + 1) {
            var expected = new TreeSet<Integer>();
            marks.begin();
            for (int i = 0; i < size; i++) {
                int number = random.nextInt(LIMIT);
                expected.add(number);
                marks.add(number);
                marks.add(number);
            }
            marks.end();
            assertThat(numbers(marks)).as("of %s", size).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void whatCameInOrderStaysSo() {
        var marks = new Marks(LIMIT);
        marks.begin();
        IntStream.range(0, LIMIT).forEach(marks::add);
        marks.end();
        assertThat(numbers(marks)).hasSize(LIMIT).isSorted();
        marks.begin();
        marks.add(7);
        marks.end();
        assertThat(numbers(marks)).containsExactly(7);
    }

    @Test
    void howManyAreBelowANumberIsKnown() {
        var marks = new Marks(LIMIT);
        marks.begin();
        marks.add(3);
        marks.add(1);
        marks.end();
        assertThat(IntStream.range(0, 5).map(marks::below)).containsExactly(0, 0, 1, 1, 2);
    }

    private static List<Integer> numbers(Marks marks) {
        return IntStream.range(0, marks.size()).map(marks::get).boxed().toList();
    }
}
