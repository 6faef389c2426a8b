package dev.tideway.cli.dlq;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a message lies on its topic, written {@code PARTITION/OFFSET}. */
record Position(int partition, long offset) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
        return partition != other.partition
                ? Integer.compare(partition, other.partition)
                : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return partition + "/" + offset;
    }

    /** Reads it as {@code dlq list} prints it. */
    static final class Converter implements ITypeConverter<Position> {
        @Override
        public Position convert(String text) {
            if (!text.matches("\\d{1,9}/\\d{1,18}")) {
                throw new TypeConversionException("'" + text + "' is no position; write 0/12 as dlq list prints it");
            }
            int slash = text.indexOf('/');
            return new Position(Integer.parseInt(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
        }
    }
}
