package io.margay.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.Seeded;
import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Tables of numbers are what plain maps are, whatever comes and goes. Seeded: [Seeded] prints the seed of what fails.
class TablesTest {
    @Test
    void aTableIsAMap() {
        Seeded.run(100, random -> {
            var table = new IntTable<String>();
            var map = new TreeMap<Integer, String>();
            for (int i = 0; i < 300; i++) {
                int key = random.nextInt(60);
                if (random.nextInt(3) == 0) {
                    table.remove(key);
                    map.remove(key);
                } else {
                    assertThat(table.put(key, "v" + i)).isEqualTo(map.put(key, "v" + i));
                }
            }
            var told = new HashMap<Integer, String>();
            table.forEach(told::put);
            assertThat(told).isEqualTo(map);
            assertThat(table.sortedKeys())
                    .containsExactly(
                            map.keySet().stream().mapToInt(Integer::intValue).toArray());
            for (int key = 0; key < 70; key++) {
                assertThat(table.get(key)).isEqualTo(map.get(key));
            }
        });
    }

    @Test
    void everyHolderOfAnAddressIsFound() {
        Seeded.run(100, random -> {
            var holders = new Holders();
            var held = new HashMap<Integer, CidrList>();
            for (int i = 0; i < 200; i++) {
                int number = random.nextInt(20);
                var before = held.remove(number);
                if (before != null) {
                    holders.remove(number, before);
                }
                var after = addresses(random);
                held.put(number, after);
                holders.add(number, after);
            }
            for (int i = 0; i < 12; i++) {
                assertThat(found(holders, address(i))).containsAll(expected(held, address(i)));
            }
            held.forEach(holders::remove);
            for (int i = 0; i < 12; i++) {
                assertThat(found(holders, address(i))).isEmpty();
            }
            assertThatThrownBy(() -> holders.remove(1, CidrList.ofV4(1))).isInstanceOf(IllegalStateException.class);
        });
    }

    private static Set<Integer> found(Holders holders, Cidr address) {
        var found = new TreeSet<Integer>();
        holders.any(0, address.network().low(), CidrList.head(IpVersion.V4, address.prefixLength()), number -> {
            found.add(number);
            return false;
        });
        return found;
    }

    private static List<Integer> expected(Map<Integer, CidrList> held, Cidr address) {
        return held.entrySet().stream()
                .filter(entry -> entry.getValue().contains(address))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static CidrList addresses(RandomGenerator random) {
        var some = new ArrayList<Cidr>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(address(random.nextInt(12)));
        }
        return CidrList.of(some);
    }

    private static Cidr address(int which) {
        return Cidr.of(new Ip(IpVersion.V4, 0, 0x0a00_0000L + which));
    }
}
