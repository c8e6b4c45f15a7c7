package io.parquetkms.examples;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Keeps the clusters of {@link OnCluster} until the last test is done; JUnit closes them. */
final class SharedClusters implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedClusters.class);

    private record Key(RpcSecurity rpc, int executors) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        OnCluster wanted = context.getRequiredTestClass().getAnnotation(OnCluster.class);
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        new Key(wanted.rpc(), wanted.executors()), SharedClusters::start, SparkCluster.class);
    }

    private static SparkCluster start(Key key) {
        try {
            return SparkCluster.start(key.rpc(), key.executors());
        } catch (Exception e) {
            throw new ParameterResolutionException("Cannot start a Spark cluster: " + e.getMessage(), e);
        }
    }
}
