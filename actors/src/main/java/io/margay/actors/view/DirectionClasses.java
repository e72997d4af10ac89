package io.margay.actors.view;

import io.margay.actors.view.Conditions.InNet;
import io.margay.actors.view.Conditions.InSet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final BitSet isTouched;
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
        isTouched = new BitSet(size);
        gatherCommon(nodes);
        var sizes = new HashMap<Long, int[]>();
        var numbers = new HashMap<Long, Integer>();
        for (int address = 0; address < size; address++) {
            firstClass[address] = numbers.computeIfAbsent(first[address], _ -> numbers.size());
            sizes.computeIfAbsent(first[address], _ -> new int[1])[0]++;
        }
        firstSignatures = new long[numbers.size()];
        firstSizes = new int[numbers.size()];
        numbers.forEach((signature, number) -> firstSignatures[number] = signature);
        sizes.forEach((signature, count) -> firstSizes[number(numbers, signature)] = count[0]);
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

    private static int number(Map<Long, Integer> numbers, long signature) {
        return numbers.getOrDefault(signature, 0);
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
            if (!isTouched.get(address)) {
                isTouched.set(address);
                touched[touches++] = address;
            }
            difference[address] += number;
        }
    }

    private int counted() {
        var left = firstSizes.clone();
        var signatures = new LongSet(touches + left.length);
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
        }
        isTouched.clear();
        touches = 0;
    }

    /// The addresses for which a condition holds, as runs: from, to (exclusive), from, to…
    private int[] runs(int condition) {
        var known = runs[condition];
        if (known == null) {
            known = switch (conditions.get(condition)) {
                case InSet(var set) -> runs(members.covered(set));
                case InNet(var net) -> {
                    int from = members.addresses().number(net);
                    yield new int[] {from, members.addresses().end(from)};
                }
            };
            runs[condition] = known;
        }
        return known;
    }

    private static int[] runs(BitSet addresses) {
        var runs = new int[16];
        int size = 0;
        for (int from = addresses.nextSetBit(0); from >= 0; from = addresses.nextSetBit(runs[size - 1])) {
            runs = size + 2 > runs.length ? Arrays.copyOf(runs, runs.length * 2) : runs;
            runs[size] = from;
            runs[size + 1] = addresses.nextClearBit(from);
            size += 2;
        }
        return Arrays.copyOf(runs, size);
    }

    /// The same number for the same condition, as if drawn.
    private static long random(int condition) {
        long mixed = (condition + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
