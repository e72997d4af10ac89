package io.margay.index.intern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A map by hash. Immutable: [#with] and [#without] make another, which shares all but the way to the key.
///
/// The order in which it lists its entries depends on hashes, which for some keys differ from run to run; whoever
/// shows entries sorts them.
///
/// Layout: a trie of the bits of the hash, five a level from the lowest; a branch has a bitmap and the children that
/// are there; an entry is a leaf of 24 bytes, and those of one whole hash are a chain. Cost: at n entries, log32(n)
/// small arrays read or copied.
public final class HashTrie<K, V> {
    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;
    private static final int SPREAD = 0x9E3779B9;
    private static final HashTrie<?, ?> EMPTY = new HashTrie<>(null);

    private sealed interface Node {}

    /// An entry, before the others of its hash; almost always there is none.
    private record Leaf(
            int hash, Object key, Object value, @Nullable Leaf next) implements Node {}

    private static final class Branch implements Node {
        private final int bitmap;
        private final Node[] children;

        private Branch(int bitmap, Node[] children) {
            this.bitmap = bitmap;
            this.children = children;
        }

        private static int bit(int hash, int shift) {
            return 1 << ((hash >>> shift) & MASK);
        }

        private int place(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }

        private @Nullable Node child(int bit) {
            return (bitmap & bit) == 0 ? null : children[place(bit)];
        }

        private Branch with(int bit, Node child) {
            int at = place(bit);
            if ((bitmap & bit) != 0) {
                var changed = children.clone();
                changed[at] = child;
                return new Branch(bitmap, changed);
            }
            var longer = new Node[children.length + 1];
            System.arraycopy(children, 0, longer, 0, at);
            longer[at] = child;
            System.arraycopy(children, at, longer, at + 1, children.length - at);
            return new Branch(bitmap | bit, longer);
        }

        private @Nullable Node without(int bit) {
            if (children.length == 1) {
                return null;
            }
            int at = place(bit);
            var shorter = Arrays.copyOf(children, children.length - 1);
            System.arraycopy(children, at + 1, shorter, at, shorter.length - at);
            return new Branch(bitmap & ~bit, shorter).orLeaf();
        }

        /// A leaf alone needs no branch above it.
        private Node orLeaf() {
            return children.length == 1 && children[0] instanceof Leaf leaf ? leaf : this;
        }
    }

    private final @Nullable Node root;

    private HashTrie(@Nullable Node root) {
        this.root = root;
    }

    /// No entries.
    @SuppressWarnings("unchecked") // holds no K or V
    public static <K, V> HashTrie<K, V> empty() {
        return (HashTrie<K, V>) EMPTY;
    }

    /// The value of a key, or null where it has none.
    @SuppressWarnings("unchecked") // only `with` puts values in
    public @Nullable V get(K key) {
        int hash = hash(key);
        var node = root;
        for (int shift = 0; node instanceof Branch branch; shift += BITS) {
            node = branch.child(Branch.bit(hash, shift));
        }
        return node instanceof Leaf leaf && leaf.hash() == hash ? (V) value(leaf, key) : null;
    }

    /// Whether there are no entries.
    public boolean isEmpty() {
        return root == null;
    }

    /// These entries and this one, in place of one with the same key.
    public HashTrie<K, V> with(K key, V value) {
        var leaf = new Leaf(hash(key), key, value, null);
        return new HashTrie<>(root == null ? leaf : put(root, leaf, 0));
    }

    /// These entries and those of a map, which count where both have a key. Cost: where there were none, a step a level
    /// for each, and no copies; else that of each by itself.
    public HashTrie<K, V> withAll(Map<? extends K, ? extends V> entries) {
        if (root == null && entries.size() > 1) {
            var leaves = new ArrayList<Leaf>(entries.size());
            entries.forEach((key, value) -> leaves.add(new Leaf(hash(key), key, value, null)));
            return new HashTrie<>(built(leaves, 0));
        }
        var all = this;
        for (var entry : entries.entrySet()) {
            all = all.with(entry.getKey(), entry.getValue());
        }
        return all;
    }

    /// These entries but for that of a key.
    public HashTrie<K, V> without(K key) {
        return root == null || get(key) == null ? this : new HashTrie<>(remove(root, key, 0));
    }

    /// Shows each entry once, in no order that may show. Cost: a walk over all.
    public void forEach(BiConsumer<? super K, ? super V> visitor) {
        if (root != null) {
            forEach(root, visitor);
        }
    }

    /// A node of entries whose hashes have the bits below `shift` in common.
    private static Node built(List<Leaf> leaves, int shift) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        if (shift >= Integer.SIZE) {
            return leaves.stream().reduce(HashTrie::merged).orElseThrow();
        }
        var byBits = new ArrayList<List<Leaf>>(Collections.nCopies(MASK + 1, List.of()));
        int bitmap = 0;
        for (var leaf : leaves) {
            int bits = (leaf.hash() >>> shift) & MASK;
            if ((bitmap & 1 << bits) == 0) {
                bitmap |= 1 << bits;
                byBits.set(bits, new ArrayList<>(2));
            }
            byBits.get(bits).add(leaf);
        }
        var children = new ArrayList<Node>(Integer.bitCount(bitmap));
        for (var below : byBits) {
            if (!below.isEmpty()) {
                children.add(built(below, shift + BITS));
            }
        }
        return new Branch(bitmap, children.toArray(Node[]::new)).orLeaf();
    }

    private static Node put(Node node, Leaf leaf, int shift) {
        return switch (node) {
            case Leaf old -> old.hash() == leaf.hash() ? merged(old, leaf) : both(old, leaf, shift);
            case Branch branch -> {
                int bit = Branch.bit(leaf.hash(), shift);
                var child = branch.child(bit);
                yield branch.with(bit, child == null ? leaf : put(child, leaf, shift + BITS));
            }
        };
    }

    private static Leaf merged(Leaf old, Leaf leaf) {
        return new Leaf(leaf.hash(), leaf.key(), leaf.value(), but(old, leaf.key()));
    }

    /// Two hashes that are not the same differ before their bits end.
    private static Node both(Leaf one, Leaf other, int shift) {
        int bit = Branch.bit(one.hash(), shift);
        var branch = new Branch(bit, new Node[] {one});
        int otherBit = Branch.bit(other.hash(), shift);
        return branch.with(otherBit, bit == otherBit ? both(one, other, shift + BITS) : other);
    }

    private static @Nullable Node remove(Node node, Object key, int shift) {
        return switch (node) {
            case Leaf leaf -> but(leaf, key);
            case Branch branch -> {
                int bit = Branch.bit(hash(key), shift);
                var child = remove(Objects.requireNonNull(branch.child(bit)), key, shift + BITS);
                yield child == null
                        ? branch.without(bit)
                        : branch.with(bit, child).orLeaf();
            }
        };
    }

    /// The entries of one hash but for that of a key; null where there are no others.
    private static @Nullable Leaf but(Leaf leaf, Object key) {
        Leaf others = null;
        for (var each = leaf; each != null; each = each.next()) {
            if (!each.key().equals(key)) {
                others = new Leaf(each.hash(), each.key(), each.value(), others);
            }
        }
        return others;
    }

    private static @Nullable Object value(Leaf leaf, Object key) {
        for (var each = leaf; each != null; each = each.next()) {
            if (each.key().equals(key)) {
                return each.value();
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked") // only `with` puts entries in
    private static <K, V> void forEach(Node node, BiConsumer<? super K, ? super V> visitor) {
        switch (node) {
            case Leaf leaf -> {
                for (var each = leaf; each != null; each = each.next()) {
                    visitor.accept((K) each.key(), (V) each.value());
                }
            }
            case Branch branch -> {
                for (var child : branch.children) {
                    forEach(child, visitor);
                }
            }
        }
    }

    private static int hash(Object key) {
        int hash = key.hashCode() * SPREAD;
        return hash ^ (hash >>> 16);
    }
}
