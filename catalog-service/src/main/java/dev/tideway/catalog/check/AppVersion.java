package dev.tideway.catalog.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A version of a native app in its order: by the numeric dotted parts (a missing one counts as 0), then as Semantic
 * Versioning 2.0.0 section 11 orders pre-releases, then by code points.
 *
 * <p>Two versions are equal only if their texts are: {@code 2.1} and {@code 2.1.0} are neighbours, not the same.
 */
public final class AppVersion implements Comparable<AppVersion> {
    private static final Comparator<String> NUMBERS =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
    private static final Comparator<String> CODE_POINTS =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private final String text;
    /** Without leading zeros; zeros at the end are left out. */
    private final List<String> numbers;
    /** Empty: this is no pre-release. */
    private final List<String> preRelease;

    public AppVersion(String text) {
        this.text = text;
        String withoutBuild = before('+', text);
        String core = before('-', withoutBuild);
        this.numbers = leadingNumbers(core);
        this.preRelease = core.length() == withoutBuild.length()
                ? List.of()
                : List.of(withoutBuild.substring(core.length() + 1).split("\\.", -1));
    }

    private static String before(char separator, String text) {
        int at = text.indexOf(separator);
        return at < 0 ? text : text.substring(0, at);
    }

    private static List<String> leadingNumbers(String core) {
        List<String> numbers = new ArrayList<>();
        for (String part : core.split("\\.", -1)) {
            if (!isNumber(part)) {
                break;
            }
            numbers.add(withoutLeadingZeros(part));
        }
        while (!numbers.isEmpty() && numbers.get(numbers.size() - 1).isEmpty()) {
            numbers.remove(numbers.size() - 1);
        }
        return List.copyOf(numbers);
    }

    private static boolean isNumber(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) < '0' || part.charAt(i) > '9') {
                return false;
            }
        }
        return !part.isEmpty();
    }

    /** The empty text for 0, so that longer always means greater. */
    private static String withoutLeadingZeros(String number) {
        int from = 0;
        while (from < number.length() && number.charAt(from) == '0') {
            from++;
        }
        return number.substring(from);
    }

    @Override
    public int compareTo(AppVersion other) {
        int byNumbers = inOrder(numbers, other.numbers, NUMBERS);
        if (byNumbers != 0) {
            return byNumbers;
        }
        int byPreRelease = comparePreReleases(preRelease, other.preRelease);
        return byPreRelease != 0 ? byPreRelease : CODE_POINTS.compare(text, other.text);
    }

    private static int comparePreReleases(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        return inOrder(a, b, AppVersion::compareIdentifiers);
    }

    private static int compareIdentifiers(String a, String b) {
        boolean aIsNumber = isNumber(a);
        if (aIsNumber != isNumber(b)) {
            return aIsNumber ? -1 : 1;
        }
        return aIsNumber ? NUMBERS.compare(withoutLeadingZeros(a), withoutLeadingZeros(b)) : CODE_POINTS.compare(a, b);
    }

    /** The first difference decides; where one list is the other's beginning, the longer one is greater. */
    private static int inOrder(List<String> a, List<String> b, Comparator<String> order) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int difference = order.compare(a.get(i), b.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AppVersion version && version.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
