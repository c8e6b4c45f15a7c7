package io.parquetkms.plainjava;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** What the values of a CSV column are. The order is that in which they are tried where a header doesn't say. */
enum ColumnType {
    /** Without leading zeros where it is guessed: {@code 007} is no number to whoever wrote it. */
    LONG("-?(0|[1-9]\\d{0,17})") {
        @Override
        PrimitiveType column(String name) {
            return Types.optional(PrimitiveTypeName.INT64).named(name);
        }

        @Override
        void write(String value, RecordConsumer to) {
            to.addLong(Long.parseLong(value));
        }
    },
    DOUBLE("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?") {
        @Override
        PrimitiveType column(String name) {
            return Types.optional(PrimitiveTypeName.DOUBLE).named(name);
        }

        @Override
        void write(String value, RecordConsumer to) {
            to.addDouble(Double.parseDouble(value));
        }
    },
    BOOLEAN("true|false") {
        @Override
        PrimitiveType column(String name) {
            return Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
        }

        @Override
        void write(String value, RecordConsumer to) {
            if (!value.equals("true") && !value.equals("false")) {
                throw new IllegalArgumentException("neither true nor false");
            }
            to.addBoolean(value.equals("true"));
        }
    },
    DATE("\\d{4}-\\d\\d-\\d\\d") {
        @Override
        PrimitiveType column(String name) {
            return Types.optional(PrimitiveTypeName.INT32)
                    .as(LogicalTypeAnnotation.dateType())
                    .named(name);
        }

        @Override
        void write(String value, RecordConsumer to) {
            try {
                to.addInteger(Math.toIntExact(LocalDate.parse(value).toEpochDay()));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("no such day", e);
            }
        }
    },
    TEXT("(?s).*") {
        @Override
        PrimitiveType column(String name) {
            return Types.optional(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType())
                    .named(name);
        }

        @Override
        void write(String value, RecordConsumer to) {
            to.addBinary(Binary.fromString(value));
        }
    };

    private final Pattern looks;

    ColumnType(String looks) {
        this.looks = Pattern.compile(looks);
    }

    boolean fits(String value) {
        return looks.matcher(value).matches();
    }

    abstract PrimitiveType column(String name);

    /** @throws IllegalArgumentException if it is none */
    abstract void write(String value, RecordConsumer to);
}
