/** Benchmarks: each class asks one question, which its Javadoc states with the command that answers it. */
package io.parquetkms.benchmarks;
