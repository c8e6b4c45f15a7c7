package io.parquetkms.spark;

import java.math.BigDecimal;

/** What AWS charges for requests, at list price: $0.03 for 10,000 (aws.amazon.com/kms/pricing, November 2026). */
final class KmsPrice {

    private static final BigDecimal DOLLARS_PER_REQUEST = new BigDecimal("0.000003");

    private KmsPrice() {}

    static BigDecimal dollars(long requests) {
        return DOLLARS_PER_REQUEST.multiply(BigDecimal.valueOf(requests));
    }
}
