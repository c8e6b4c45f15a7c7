/**
 * The Spark plugin: checks the settings when an application starts and holds later ones to them, lets the driver fetch each
 * key once for all executors, and shows what happened. For users, by the plugin's name.
 *
 * <p>May use: all other packages.
 */
@NullMarked
package io.parquetkms.spark;

import org.jspecify.annotations.NullMarked;
