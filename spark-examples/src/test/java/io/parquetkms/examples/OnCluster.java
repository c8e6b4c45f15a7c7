package io.parquetkms.examples;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hands a {@link SparkCluster} to the tests of a class. Clusters are started when first wanted and shared by all classes. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedClusters.class)
@interface OnCluster {

    RpcSecurity rpc();

    int executors() default 2;
}
