package io.margay.load.hot;

import io.margay.index.intern.HashTrie;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What an entry of a persistent map costs to read and to replace.
@State(Scope.Thread)
public class HashTrieBenchmark {
    @Param({"1000", "100000"})
    int size;

    private HashTrie<String, Integer> trie = HashTrie.empty();
    private String[] keys = {};
    private int next;

    /// All entries are there.
    @Setup
    public void fill() {
        keys = IntStream.range(0, size).mapToObj(i -> "shop/web-" + i).toArray(String[]::new);
        for (var key : keys) {
            trie = trie.with(key, 0);
        }
    }

    /// A key that is there.
    @Benchmark
    public @Nullable Integer get() {
        return trie.get(keys[next++ % size]);
    }

    /// Another value for a key that is there.
    @Benchmark
    public void with() {
        next++;
        trie = trie.with(keys[next % size], next);
    }
}
