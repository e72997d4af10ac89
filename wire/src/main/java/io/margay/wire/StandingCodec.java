package io.margay.wire;

import io.margay.wire.proto.Refused;
import io.margay.wire.proto.Standing;

/// How a host stands, to and from protobuf.
final class StandingCodec {
    private StandingCodec() {}

    static Standing write(FromHost.Standing said) {
        var message = Standing.newBuilder()
                .setRevision(said.revision())
                .setSeconds(said.seconds())
                .setHostReleased(said.isReleased())
                .setReleased(said.released().count())
                .addAllSomeReleased(said.released().first())
                .setFailing(said.failing().count())
                .setRepaired(said.repaired());
        said.failing()
                .first()
                .forEach(each -> message.addSomeFailing(
                        Refused.newBuilder().setWhat(each.what()).setWhy(each.why())));
        return message.build();
    }

    static FromHost.Standing read(Standing message) {
        return new FromHost.Standing(
                message.getRevision(),
                message.getSeconds(),
                message.getHostReleased(),
                new FromHost.Some<>(message.getReleased(), message.getSomeReleasedList()),
                new FromHost.Some<>(
                        message.getFailing(),
                        message.getSomeFailingList().stream()
                                .map(each -> new FromHost.Refused(each.getWhat(), each.getWhy()))
                                .toList()),
                message.getRepaired());
    }
}
