/** What a package costs, beside zip, 7z and java.util.zip. */
@NullMarked
package dev.tideway.bench.packager;

import org.jspecify.annotations.NullMarked;
