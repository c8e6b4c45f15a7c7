/**
 * A quickstart that writes and reads encrypted tables with Spark, on real rows, and checks what it claims. Its parts: the rows
 * ({@code Table}, {@code TpchRows}), where the keys are ({@code KeySource}), what is done with them ({@code Quickstart}), and
 * what is shown ({@code Progress}, {@code Report}).
 */
package io.parquetkms.examples;
