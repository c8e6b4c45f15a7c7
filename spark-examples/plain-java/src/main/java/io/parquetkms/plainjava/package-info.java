/** Encrypted Parquet in plain Java: parquet-java, Hadoop's client and the library, without Spark. */
package io.parquetkms.plainjava;
