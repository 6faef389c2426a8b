/** Hands the real PostgreSQL, Kafka and S3 server to tests, one set per test JVM. */
@NullMarked
package dev.tideway.local.testing;

import org.jspecify.annotations.NullMarked;
