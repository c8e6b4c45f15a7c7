package io.parquetkms.testkms;

/** How a service reads requests and writes answers. Thread-safe. */
interface Protocol {

    Operation operation(WireRequest request);

    /** Answers a request; throws {@link KmsError} for what becomes an {@link #error} answer. */
    WireAnswer answer(WireRequest request, Trace trace);

    /** This service's name for an error. */
    String code(KmsError error);

    WireAnswer error(KmsError error, String requestId);
}
