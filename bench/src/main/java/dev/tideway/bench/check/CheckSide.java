package dev.tideway.bench.check;

import dev.tideway.bench.report.Side;

/** One of the two servers, with what it is asked. */
record CheckSide(Side side, CheckRequests requests) {}
