package io.margay.dataplane.kernel;

import java.util.List;
import java.util.Optional;

/// Passes everything on to another.
public class PassedIpset implements Ipset {
    private final Ipset to;

    public PassedIpset(Ipset to) {
        this.to = to;
    }

    @Override
    public Optional<Refusal> create(SetSpec set) {
        return to.create(set);
    }

    @Override
    public Optional<Refusal> add(SetSpec set, Members members) {
        return to.add(set, members);
    }

    @Override
    public Optional<Refusal> delete(SetSpec set, Members members) {
        return to.delete(set, members);
    }

    @Override
    public Optional<Refusal> flush(String name) {
        return to.flush(name);
    }

    @Override
    public Optional<Refusal> swap(String name, String other) {
        return to.swap(name, other);
    }

    @Override
    public Optional<Refusal> destroy(String name) {
        return to.destroy(name);
    }

    @Override
    public Reading<List<String>> names() {
        return to.names();
    }

    @Override
    public Reading<SetHeader> header(String name) {
        return to.header(name);
    }

    @Override
    public Optional<Refusal> list(String name, MemberSink into) {
        return to.list(name, into);
    }

    @Override
    public void close() {
        to.close();
    }
}
