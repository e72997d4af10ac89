package io.margay.cli.compute;

import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Names and default actions of the tiers of one host's endpoints, each once, in order. There are few.
final class TierHeads {
    private static final class Head implements Comparable<Head> {
        private final NumberedTier tier;
        private final String word;
        private final byte[] utf;
        private int place;
        private boolean isUsed;

        private Head(NumberedTier tier) {
            this.tier = tier;
            this.word = tier.tier() + "/" + tier.defaultAction().word();
            this.utf = word.getBytes(StandardCharsets.UTF_8);
        }

        private boolean isOf(NumberedTier other) {
            return tier.defaultAction() == other.defaultAction() && tier.tier().equals(other.tier());
        }

        @Override
        public int compareTo(Head other) {
            return Arrays.compareUnsigned(utf, other.utf);
        }
    }

    private final List<Head> all = new ArrayList<>();

    /// Another host comes next.
    void begin() {
        all.forEach(head -> head.isUsed = false);
    }

    /// An endpoint of the host.
    void take(EndpointContents endpoint) {
        take(endpoint.normal(), true);
        take(endpoint.untracked(), true);
        take(endpoint.preDnat(), false);
        take(endpoint.forward(), true);
    }

    /// Once all endpoints were taken: how many there are, and each.
    void write(DigestBytes bytes) {
        var used = new ArrayList<Head>();
        for (var head : all) {
            if (head.isUsed) {
                used.add(head);
            }
        }
        Collections.sort(used);
        bytes.number(used.size());
        for (int place = 0; place < used.size(); place++) {
            used.get(place).place = place;
            bytes.repeated(used.get(place).word);
        }
    }

    /// Once they are written, the place of a tier's.
    int place(NumberedTier tier) {
        return head(tier).place;
    }

    private void take(List<NumberedTier> tiers, boolean hasEgress) {
        for (int i = 0; i < tiers.size(); i++) {
            var tier = tiers.get(i);
            if (tier.ingress().size() > 0 || (hasEgress && tier.egress().size() > 0)) {
                head(tier).isUsed = true;
            }
        }
    }

    private Head head(NumberedTier tier) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isOf(tier)) {
                return all.get(i);
            }
        }
        all.add(new Head(tier));
        return all.getLast();
    }
}
