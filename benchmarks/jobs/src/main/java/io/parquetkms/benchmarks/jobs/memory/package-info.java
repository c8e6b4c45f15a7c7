/** What the library keeps in memory, and what its bundle weighs. {@link FootprintJob} runs in a JVM of its own. */
package io.parquetkms.benchmarks.jobs.memory;
