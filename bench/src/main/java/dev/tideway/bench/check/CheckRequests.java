package dev.tideway.bench.check;

import dev.tideway.bench.load.Request;
import dev.tideway.bench.stack.Http;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Requests of random devices, and the same of devices that have the answer already. */
record CheckRequests(List<Request> plain, List<Request> conditional) {
    /** Enough that the answers do not stay in the processor's caches. */
    private static final int MOST = 50_000;

    /** @param server tells the entity tags */
    static CheckRequests random(SampleProjects projects, URI server) {
        List<Request> plain = new ArrayList<>();
        List<Request> conditional = new ArrayList<>();
        int count = Math.min(MOST, projects.count() * SampleProjects.answersEach());
        for (int i = 0; i < count; i++) {
            String target = projects.randomTarget();
            String etag = Http.getOk(server.resolve(target))
                    .headers()
                    .firstValue("etag")
                    .orElseThrow();
            plain.add(Request.get(target));
            conditional.add(Request.get(target, "If-None-Match: " + etag + "\r\n"));
        }
        return new CheckRequests(plain, conditional);
    }

    /** For nginx, which has one answer and so one entity tag. */
    CheckRequests withEntityTag(String etag) {
        return new CheckRequests(
                plain,
                conditional.stream()
                        .map(request -> new Request(request.head()
                                .replaceFirst("If-None-Match: .*\r\n", "If-None-Match: " + etag + "\r\n")))
                        .toList());
    }
}
