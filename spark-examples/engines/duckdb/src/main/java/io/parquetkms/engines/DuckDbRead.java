package io.parquetkms.engines;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads a file with DuckDB, by SQL. */
public final class DuckDbRead {

    private DuckDbRead() {}

    public static void main(String[] arguments) throws Exception {
        Request.answer(arguments, DuckDbRead::read);
    }

    private static void read(Request request) throws Exception {
        String where =
                request.filtered() ? " WHERE " + request.filterColumn() + " = '" + request.filterValue() + "'" : "";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + String.join(", ", request.columns())
                        + " FROM read_parquet('" + request.file() + "')" + where)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= request.columns().size(); i++) {
                    values.add(rows.getString(i));
                }
                request.row(values);
            }
        }
    }
}
