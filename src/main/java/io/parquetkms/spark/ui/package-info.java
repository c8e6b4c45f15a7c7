/**
 * The "Encryption" tab of Spark's UI: {@link io.parquetkms.spark.ui.EncryptionTab} attaches it, {@link
 * io.parquetkms.spark.ui.Dashboard} and the other records say what it shows, the rest turns them into HTML and JSON.
 *
 * <p>One jar serves Spark 3.5 to 4.2: the frame of the page is asked from the Spark at hand, by reflection. Everything shown
 * counts as untrusted and is escaped; nothing secret belongs in a record.
 *
 * <p>May use: {@code kms} for key names, Spark, servlets, Jackson.
 */
@NullMarked
package io.parquetkms.spark.ui;

import org.jspecify.annotations.NullMarked;
