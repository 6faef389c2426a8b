package dev.tideway.protocol.artifact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tideway.protocol.InvalidValueException;

/**
 * What install instructions start from: an earlier package, or nothing, which is the app as its store installed it.
 *
 * @param name the package's digest, or {@code none}; as such part of a public key
 */
public record ActionsBase(@JsonValue String name) implements Comparable<ActionsBase> {
    /** The first update of an app. */
    public static final ActionsBase NONE = new ActionsBase("none");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ActionsBase {
        if (name == null || !(name.equals("none") || Sha256.isHex(name))) {
            throw new InvalidValueException("from", "must be a package's SHA-256 in lower-case hexadecimal, or none");
        }
    }

    public static ActionsBase of(Sha256 packageDigest) {
        return new ActionsBase(packageDigest.hex());
    }

    @Override
    public int compareTo(ActionsBase other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
