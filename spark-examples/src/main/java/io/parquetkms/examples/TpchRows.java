package io.parquetkms.examples;

import io.trino.tpch.Customer;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.GenerateUtils;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.Order;
import io.trino.tpch.OrderGenerator;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Makes the rows of one part of a TPC-H table, in the order of its columns. The same part has the same rows each time.
 *
 * @param scale 1 is about 1 GB in all tables
 * @param parts how many parts the table has, counted from 1
 */
record TpchRows(String table, double scale, int parts) implements FlatMapFunction<Integer, Row> {

    @Override
    public Iterator<Row> call(Integer part) {
        return switch (table) {
            case "customer" -> rows(new CustomerGenerator(scale, part, parts), TpchRows::customer);
            case "orders" -> rows(new OrderGenerator(scale, part, parts), TpchRows::order);
            case "lineitem" -> rows(new LineItemGenerator(scale, part, parts), TpchRows::lineItem);
            default -> throw new IllegalArgumentException("Unknown table " + table);
        };
    }

    private static <E> Iterator<Row> rows(Iterable<E> entities, Function<E, Row> row) {
        return StreamSupport.stream(entities.spliterator(), false).map(row).iterator();
    }

    private static Row customer(Customer c) {
        return RowFactory.create(
                c.getCustomerKey(),
                c.getName(),
                c.getAddress(),
                (int) c.getNationKey(),
                c.getPhone(),
                hundredths(c.getAccountBalanceInCents()),
                c.getMarketSegment(),
                c.getComment());
    }

    private static Row order(Order o) {
        return RowFactory.create(
                o.getOrderKey(),
                o.getCustomerKey(),
                String.valueOf(o.getOrderStatus()),
                hundredths(o.getTotalPriceInCents()),
                date(o.getOrderDate()),
                o.getOrderPriority(),
                o.getClerk(),
                o.getShipPriority(),
                o.getComment());
    }

    private static Row lineItem(LineItem l) {
        return RowFactory.create(
                l.getOrderKey(),
                l.getPartKey(),
                l.getSupplierKey(),
                l.getLineNumber(),
                BigDecimal.valueOf(l.getQuantity()),
                hundredths(l.getExtendedPriceInCents()),
                hundredths(l.getDiscountPercent()),
                hundredths(l.getTaxPercent()),
                l.getReturnFlag(),
                l.getStatus(),
                date(l.getShipDate()),
                date(l.getCommitDate()),
                date(l.getReceiptDate()),
                l.getShipInstructions(),
                l.getShipMode(),
                l.getComment());
    }

    private static BigDecimal hundredths(long number) {
        return BigDecimal.valueOf(number, 2);
    }

    private static Date date(int generated) {
        return Date.valueOf(LocalDate.ofEpochDay(GenerateUtils.toEpochDate(generated)));
    }
}
