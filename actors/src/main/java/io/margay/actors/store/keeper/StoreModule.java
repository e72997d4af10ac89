package io.margay.actors.store.keeper;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.margay.actors.store.Edit;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.Stored;
import io.margay.actors.store.StoredDocument;
import io.margay.model.resource.ResourceKey;
import java.io.Serial;
import java.util.List;

/// How edits and what is stored are written in messages between members: a resource is its document, from which it is
/// read again.
public final class StoreModule extends SimpleModule {
    @Serial
    private static final long serialVersionUID = 1L;

    /// The module, for an ObjectMapper.
    public StoreModule() {
        super("margay-store", Version.unknownVersion());
        addSerializer(new StdDelegatingSerializer(Edit.class, new EditWriter()));
        addDeserializer(Edit.class, new StdDelegatingDeserializer<>(new EditReader()));
        addSerializer(new StdDelegatingSerializer(Stored.class, new StoredWriter()));
        addDeserializer(Stored.class, new StdDelegatingDeserializer<>(new StoredReader()));
    }

    record WrittenEdit(String author, boolean isTrial, List<WrittenStep> steps) {}

    /// @param document empty: it is to be deleted
    record WrittenStep(ResourceKey key, String document, long expected) {}

    record WrittenStored(String document, Stamp changed) {}

    private static final class EditWriter extends StdConverter<Edit, WrittenEdit> {
        @Override
        public WrittenEdit convert(Edit edit) {
            return new WrittenEdit(
                    edit.author(),
                    edit.isTrial(),
                    edit.steps().stream().map(EditWriter::written).toList());
        }

        private static WrittenStep written(Edit.Step step) {
            return switch (step) {
                case Edit.Put put -> new WrittenStep(put.key(), put.document(), put.expected());
                case Edit.Delete(var key, var expected) -> new WrittenStep(key, "", expected);
            };
        }
    }

    private static final class EditReader extends StdConverter<WrittenEdit, Edit> {
        @Override
        public Edit convert(WrittenEdit written) {
            return new Edit(
                    written.author,
                    written.isTrial,
                    written.steps.stream().map(EditReader::step).toList());
        }

        private static Edit.Step step(WrittenStep written) {
            return written.document.isEmpty()
                    ? new Edit.Delete(written.key, written.expected)
                    : new Edit.Put(
                            StoredDocument.read(written.key, written.document), written.document, written.expected);
        }
    }

    private static final class StoredWriter extends StdConverter<Stored, WrittenStored> {
        @Override
        public WrittenStored convert(Stored stored) {
            return new WrittenStored(stored.document(), stored.changed());
        }
    }

    private static final class StoredReader extends StdConverter<WrittenStored, Stored> {
        @Override
        public Stored convert(WrittenStored written) {
            var resource = StoredDocument.readKept(written.document);
            return new Stored(resource.orElseThrow(), written.document, written.changed);
        }
    }
}
