package io.margay.index.intern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class HashTrieTest {
    /// A key whose hash says little of it, so that hashes meet, wholly or in their first bits.
    private record Key(int number, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }
    }

    @Test
    void aChangedMapLeavesTheOneBefore() {
        var before = HashTrie.<String, Integer>empty().with("a", 1);
        var after = before.with("b", 2).with("a", 3);
        assertThat(entries(before)).isEqualTo(Map.of("a", 1));
        assertThat(entries(after)).isEqualTo(Map.of("a", 3, "b", 2));
        assertThat(after.without("a").without("b").isEmpty()).isTrue();
        assertThat(before.without("c")).isSameAs(before);
    }

    @Test
    void itIsWhatAHashMapIs() {
        for (long seed = 1; seed <= 50; seed++) {
            compare(new SplittableRandom(seed), "seed " + seed);
        }
    }

    @Test
    void manyAtOnceAreWhatOneByOneGives() {
        for (long seed = 1; seed <= 50; seed++) {
            var random = new SplittableRandom(seed);
            var before = HashTrie.<Key, Integer>empty();
            var added = new HashMap<Key, Integer>();
            for (int i = 0; i < 1 << random.nextInt(10); i++) {
                added.put(key(random), i);
                before = random.nextInt((int) seed) < 25 ? before : before.with(key(random), -i);
            }
            var expected = entries(before);
            expected.putAll(added);
            var all = before.withAll(added);
            assertThat(entries(all)).as("seed " + seed).isEqualTo(expected);
            expected.keySet().forEach(key -> assertThat(all.get(key)).isEqualTo(expected.get(key)));
        }
    }

    private static void compare(RandomGenerator random, String seed) {
        var expected = new HashMap<Key, Integer>();
        var trie = HashTrie.<Key, Integer>empty();
        for (int i = 0; i < 2000; i++) {
            var key = key(random);
            boolean goes = random.nextInt(5) < 2;
            trie = goes ? trie.without(key) : trie.with(key, i);
            if (goes) {
                expected.remove(key);
            } else {
                expected.put(key, i);
            }
            assertThat(trie.get(key)).as(seed).isEqualTo(expected.get(key));
        }
        assertThat(entries(trie)).as(seed).isEqualTo(expected);
        for (var key : expected.keySet()) {
            assertThat(trie.get(key)).as(seed).isEqualTo(expected.get(key));
            trie = trie.without(key);
        }
        assertThat(trie.isEmpty()).as(seed).isTrue();
    }

    private static Key key(RandomGenerator random) {
        int number = random.nextInt(400);
        return new Key(number, number % 2 == 0 ? number / 8 : number << 24);
    }

    private static <K, V> Map<K, V> entries(HashTrie<K, V> trie) {
        var entries = new HashMap<K, V>();
        trie.forEach((key, value) -> assertThat(entries.put(key, value)).isNull());
        return entries;
    }
}
