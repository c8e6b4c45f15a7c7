package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.replace.Traffic;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts requests as S3 charges for them: each attempt. */
final class RequestCount implements ExecutionInterceptor {

    static final ExecutionAttribute<Traffic> TRAFFIC = new ExecutionAttribute<>("io.parquetkms.traffic");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Traffic traffic = attributes.getAttribute(TRAFFIC);
        if (traffic != null) {
            traffic.request();
        }
    }
}
