package io.margay.engine.source;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.catalog.CatalogChange;
import io.margay.engine.catalog.CatalogEditor;
import io.margay.model.resource.ResourceKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The catalogue that the inputs make each time the source is complete.
///
/// Cost: that of the inputs that changed.
public final class CatalogState {
    /// The catalogue at a revision of the source.
    ///
    /// @param change in what it differs from the catalogue before
    public record Advanced(long revision, Catalog catalog, CatalogChange change) {}

    private CatalogEditor editor = Catalog.of(List.of()).edit();
    /// What a source that began anew has said; null where all that was said still counts.
    private @Nullable Set<ResourceKey> listed;

    /// A source begins to say all that there is. Once it has, what it did not say is no more; until then the catalogue
    /// is as it was.
    public void began() {
        listed = new HashSet<>();
    }

    /// Inputs come, change and go.
    public void changed(List<Change> changes) {
        for (var change : changes) {
            list(change);
            switch (change) {
                case Change.Upserted(var resource) -> editor.put(resource);
                case Change.Deleted(var key) -> editor.remove(key);
            }
        }
    }

    /// The source has said everything up to a revision.
    public Advanced completed(long revision) {
        if (listed != null) {
            editor.keepOnly(listed);
            listed = null;
        }
        var edited = editor.done();
        editor = edited.catalog().edit();
        return new Advanced(revision, edited.catalog(), edited.change());
    }

    private void list(Change change) {
        if (listed != null) {
            switch (change) {
                case Change.Upserted(var resource) -> listed.add(resource.key());
                case Change.Deleted(var key) -> listed.remove(key);
            }
        }
    }
}
