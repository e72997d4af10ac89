package io.margay.actors.cluster;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.margay.index.Fingerprint;
import io.margay.model.intern.Copies;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How resources, claims and the like are written in messages between members of the cluster.
///
/// A record is an object of its components. Of a sealed interface, the type is beside them under `@`, by its simple
/// name. Addresses are texts; selectors are trees, since two that mean the same may be two sets. A component that a
/// later release adds is null or 0
/// where an earlier one wrote, and one that it does not know is passed over: whoever adds one makes null mean nothing
/// new.
public final class ModelModule extends SimpleModule {
    @Serial
    private static final long serialVersionUID = 1L;

    /// What is read comes again and again, in a claim of each pod.
    private static final Copies<String> TEXTS = new Copies<>(14);

    private static final Copies<Labels> LABELS = new Copies<>(14);
    private static final Copies<List<String>> PROFILES = new Copies<>(12);
    private static final Copies<List<NamedPort>> PORTS = new Copies<>(12);

    /// The module, for an ObjectMapper.
    public ModelModule() {
        super("margay-model", Version.unknownVersion());
        addText(Cidr.class, Cidr::toString, text -> Cidr.parse(text).orElseThrow());
        addText(Ip.class, Ip::toString, text -> Ip.parse(text).orElseThrow());
        addSerializer(Labels.class, new LabelsWriter());
        addDeserializer(Labels.class, new LabelsReader());
        addSerializer(ResourceKey.class, new KeyWriter());
        addDeserializer(ResourceKey.class, new KeyReader());
        addSerializer(Fingerprint.class, new FingerprintWriter());
        addDeserializer(Fingerprint.class, new FingerprintReader());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new SealedTypes());
    }

    private <T> void addText(Class<T> type, Writing<T> write, Reading<T> read) {
        addSerializer(type, new TextWriter<>(type, write));
        addDeserializer(type, new TextReader<>(type, read));
    }

    private interface Writing<T> {
        String text(T value);
    }

    private interface Reading<T> {
        T value(String text);
    }

    /// The types of a sealed interface.
    private static final class SealedTypes extends JacksonAnnotationIntrospector {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            var type = annotated.getRawType();
            return type.isInterface() && type.isSealed()
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "@", null, false, true)
                    : null;
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
            var type = annotated.getRawType();
            return type.isInterface() && type.isSealed()
                    ? leaves(type)
                            .map(leaf -> new NamedType(leaf, leaf.getSimpleName()))
                            .toList()
                    : null;
        }

        private static Stream<Class<?>> leaves(Class<?> type) {
            var permitted = type.getPermittedSubclasses();
            return permitted == null || !type.isInterface()
                    ? Stream.of(type)
                    : Arrays.stream(permitted).flatMap(SealedTypes::leaves);
        }
    }

    private static final class TextWriter<T> extends StdSerializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Writing<T> write;

        private TextWriter(Class<T> type, Writing<T> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(write.text(value));
        }

        @Override
        public void serializeWithType(T value, JsonGenerator out, SerializerProvider provider, TypeSerializer types)
                throws IOException {
            serialize(value, out, provider);
        }
    }

    private static final class TextReader<T> extends StdDeserializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Reading<T> read;

        private TextReader(Class<T> type, Reading<T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return read.value(in.getText());
        }
    }

    /// Keys and values in turn, in the order of the keys.
    private static final class LabelsWriter extends StdSerializer<Labels> {
        @Serial
        private static final long serialVersionUID = 1L;

        private LabelsWriter() {
            super(Labels.class);
        }

        @Override
        public void serialize(Labels labels, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartArray();
            for (var label : labels.asMap().entrySet()) {
                out.writeString(label.getKey());
                out.writeString(label.getValue());
            }
            out.writeEndArray();
        }
    }

    private static final class LabelsReader extends StdDeserializer<Labels> {
        @Serial
        private static final long serialVersionUID = 1L;

        private LabelsReader() {
            super(Labels.class);
        }

        @Override
        public Labels deserialize(JsonParser in, DeserializationContext context) throws IOException {
            var keys = new ArrayList<String>();
            var values = new ArrayList<String>();
            for (var key = in.nextTextValue(); key != null; key = in.nextTextValue()) {
                keys.add(TEXTS.of(key));
                values.add(TEXTS.of(in.nextTextValue()));
            }
            return LABELS.of(Labels.of(keys.toArray(String[]::new), values.toArray(String[]::new)));
        }
    }

    /// Kind, namespace and name.
    private static final class KeyWriter extends StdSerializer<ResourceKey> {
        @Serial
        private static final long serialVersionUID = 1L;

        private KeyWriter() {
            super(ResourceKey.class);
        }

        @Override
        public void serialize(ResourceKey key, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartArray();
            out.writeString(key.kind().name());
            out.writeString(key.namespace());
            out.writeString(key.name());
            out.writeEndArray();
        }
    }

    private static final class KeyReader extends StdDeserializer<ResourceKey> {
        @Serial
        private static final long serialVersionUID = 1L;

        private KeyReader() {
            super(ResourceKey.class);
        }

        @Override
        public ResourceKey deserialize(JsonParser in, DeserializationContext context) throws IOException {
            var kind = Kind.valueOf(in.nextTextValue());
            var key = new ResourceKey(kind, TEXTS.of(in.nextTextValue()), in.nextTextValue());
            in.nextToken();
            return key;
        }
    }

    private static final class FingerprintWriter extends StdSerializer<Fingerprint> {
        @Serial
        private static final long serialVersionUID = 1L;

        private FingerprintWriter() {
            super(Fingerprint.class);
        }

        @Override
        public void serialize(Fingerprint it, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(
                    new WrittenFingerprint(it.kind(), it.namespace(), it.profiles(), it.labels(), it.ports()), out);
        }
    }

    private static final class FingerprintReader extends StdDeserializer<Fingerprint> {
        @Serial
        private static final long serialVersionUID = 1L;

        private FingerprintReader() {
            super(Fingerprint.class);
        }

        @Override
        public Fingerprint deserialize(JsonParser in, DeserializationContext context) throws IOException {
            var it = context.readValue(in, WrittenFingerprint.class);
            return new Fingerprint(
                    it.kind,
                    TEXTS.of(it.namespace),
                    PROFILES.of(List.copyOf(it.profiles)),
                    it.labels,
                    PORTS.of(List.copyOf(it.ports)));
        }
    }

    /// A fingerprint in the form in which it is written.
    record WrittenFingerprint(
            Fingerprint.Kind kind, String namespace, List<String> profiles, Labels labels, List<NamedPort> ports) {}
}
