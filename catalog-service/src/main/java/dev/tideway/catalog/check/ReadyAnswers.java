package dev.tideway.catalog.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * All answers of one project that are ready to be sent, in a few arrays: what a collection costs when projects have changed
 * is the copying of their objects, one by one.
 *
 * <p>A place is a channel, os and app version with releases; a project's places are numbered. Three texts of each are kept:
 * the update that its stock devices are told, empty where there is none, the stock answer and the extended answer. All
 * updates come first, since a stock answer may be made of those of several places:
 *
 * <pre>
 * texts    update 0, update 1, …   stock 0         extended 0      stock 1, …
 * lengths                          2 * bytes + 1 if it offers an update, …
 * tags                             high, low       high, low       high, low, …
 * </pre>
 *
 * <p>Filled by one thread until {@link #seal}; after that it never changes.
 */
final class ReadyAnswers {
    private static final int EACH_PLACE = 2;

    private final PackedTexts texts;
    private int places;
    private int answers;
    private int[] lengths = new int[32];
    private long[] tags = new long[2 * lengths.length];

    ReadyAnswers(Phrases phrases) {
        this.texts = new PackedTexts(phrases);
    }

    /** How many have their update. */
    int places() {
        return places;
    }

    void addUpdate(JsonText update) {
        texts.add(update.bytes(), update.length());
        places++;
    }

    void addNoUpdate() {
        texts.add(new byte[0], 0);
        places++;
    }

    /** For each place in turn the stock answer, then the extended one. */
    void addAnswer(JsonText body, EntityTag etag, boolean offersAnUpdate) {
        if (answers == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * answers);
            tags = Arrays.copyOf(tags, 4 * answers);
        }
        texts.add(body.bytes(), body.length());
        lengths[answers] = 2 * body.length() + (offersAnUpdate ? 1 : 0);
        tags[2 * answers] = etag.high();
        tags[2 * answers + 1] = etag.low();
        answers++;
    }

    /** Nothing is added after this; what was only needed for it is given up. */
    void seal() {
        texts.seal();
        lengths = Arrays.copyOf(lengths, answers);
        tags = Arrays.copyOf(tags, 2 * answers);
    }

    boolean hasUpdate(int place) {
        return !texts.isEmpty(place);
    }

    /** A JSON object: the update under its number. */
    String update(int place) {
        byte[] text = new byte[texts.length(place)];
        texts.write(place, text, 0);
        return new String(text, StandardCharsets.UTF_8);
    }

    Answer stock(int place) {
        return answer(EACH_PLACE * place);
    }

    Answer extended(int place) {
        return answer(EACH_PLACE * place + 1);
    }

    private Answer answer(int number) {
        int text = places + number;
        return new Answer(
                (into, at) -> texts.write(text, into, at),
                lengths[number] / 2,
                new EntityTag(tags[2 * number], tags[2 * number + 1]),
                lengths[number] % 2 == 1);
    }
}
