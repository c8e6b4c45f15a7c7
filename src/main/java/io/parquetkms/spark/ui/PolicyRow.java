package io.parquetkms.spark.ui;

/**
 * The policy that the application was started with.
 *
 * @param location where it was read from
 * @param sha256 of its text, in hexadecimal digits
 * @param places how many it speaks of
 */
public record PolicyRow(String location, String sha256, long places) {}
