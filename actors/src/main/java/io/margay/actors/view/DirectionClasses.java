package io.margay.actors.view;

import io.margay.actors.view.Conditions.InNet;
import io.margay.actors.view.Conditions.InSet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many classes the rules of each host make of all addresses, in one direction.
///
/// A condition is a random number; an address's signature is the sum of those that hold for it, so equal signatures are
/// equal combinations. Signatures under the conditions that most hosts have are made once; a host adds what only it has
/// and takes away what it has not.
///
/// Layout: for each address its first signature, the number of its first class, and the host's difference. Cost: once,
/// each condition of most hosts; for each host, one step an address of each condition that sets it apart, and one a
/// first class. Checked against the definition by `ClassesTest`.
final class DirectionClasses {
    private final Conditions conditions;
    private final SetMembers members;
    private final int[] @Nullable [] runs;
    private final BitSet common = new BitSet();
    private final long[] first;
    private final int[] firstClass;
    private final long[] firstSignatures;
    private final int[] firstSizes;
    private final long[] difference;
    private final int[] touched;
    private final boolean[] isTouched;
    private int touches;

    /// @param nodes the names of those for which counts will be asked
    DirectionClasses(Conditions conditions, SetMembers members, List<String> nodes) {
        this.conditions = conditions;
        this.members = members;
        this.runs = new int[conditions.size()][];
        int size = members.addresses().size() + 1; // the last stands for all addresses for which nothing holds
        first = new long[size];
        firstClass = new int[size];
        difference = new long[size];
        touched = new int[size];
        isTouched = new boolean[size];
        gatherCommon(nodes);
        var classes = new LongNumbers(size);
        var sizes = new int[size];
        var signatures = new long[size];
        for (int address = 0; address < size; address++) {
            int number = classes.add(first[address]);
            firstClass[address] = number;
            sizes[number]++;
            signatures[number] = first[address];
        }
        firstSizes = Arrays.copyOf(sizes, classes.size());
        firstSignatures = Arrays.copyOf(signatures, classes.size());
    }

    /// The classes of a host.
    int count(String node) {
        touches = 0;
        var apart = (BitSet) conditions.of(node).clone();
        apart.xor(common);
        for (int number = apart.nextSetBit(0); number >= 0; number = apart.nextSetBit(number + 1)) {
            apply(number, common.get(number) ? -random(number) : random(number));
        }
        return counted();
    }

    private void gatherCommon(List<String> nodes) {
        var uses = new int[conditions.size()];
        nodes.forEach(node -> conditions.of(node).stream().forEach(number -> uses[number]++));
        for (int number = 0; number < uses.length; number++) {
            if (uses[number] * 2 > nodes.size()) {
                common.set(number);
                apply(number, random(number));
            }
        }
        System.arraycopy(difference, 0, first, 0, first.length);
        clear();
    }

    private void apply(int condition, long number) {
        var covered = runs(condition);
        for (int i = 0; i < covered.length; i += 2) {
            add(covered[i], covered[i + 1], number);
        }
    }

    private void add(int from, int to, long number) {
        for (int address = from; address < to; address++) {
            if (!isTouched[address]) {
                isTouched[address] = true;
                touched[touches++] = address;
            }
            difference[address] += number;
        }
    }

    private int counted() {
        var left = firstSizes.clone();
        var signatures = new LongNumbers(touches + left.length);
        for (int i = 0; i < touches; i++) {
            int address = touched[i];
            left[firstClass[address]]--;
            signatures.add(first[address] + difference[address]);
        }
        for (int number = 0; number < left.length; number++) {
            if (left[number] > 0) {
                signatures.add(firstSignatures[number]);
            }
        }
        clear();
        return signatures.size();
    }

    private void clear() {
        for (int i = 0; i < touches; i++) {
            difference[touched[i]] = 0;
            isTouched[touched[i]] = false;
        }
        touches = 0;
    }

    /// The addresses for which a condition holds, as runs: from, to (exclusive), from, to…
    private int[] runs(int condition) {
        var known = runs[condition];
        if (known == null) {
            known = switch (conditions.get(condition)) {
                case InSet(var set) -> members.covered(set);
                case InNet(var net) -> {
                    int from = members.addresses().number(net);
                    yield new int[] {from, members.addresses().end(from)};
                }
            };
            runs[condition] = known;
        }
        return known;
    }

    /// The same number for the same condition, as if drawn.
    private static long random(int condition) {
        long mixed = (condition + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
