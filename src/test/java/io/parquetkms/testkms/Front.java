package io.parquetkms.testkms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Receives every request: finds the service it is for, lets faults strike, records the outcome. Thread-safe. */
final class Front implements HttpHandler {

    private final Services services;
    private final RequestLog log;
    private final Faults anywhere = new Faults();
    private final Map<Operation, Faults> within = new EnumMap<>(Operation.class);

    Front(Services services, RequestLog log) {
        this.services = services;
        this.log = log;
        for (Operation operation : Operation.values()) {
            within.put(operation, new Faults());
        }
    }

    Faults faults() {
        return anywhere;
    }

    Faults faults(Operation operation) {
        return within.getOrDefault(operation, anywhere);
    }

    void clearFaults() {
        anywhere.clear();
        within.values().forEach(Faults::clear);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            WireRequest request = WireRequest.read(exchange);
            Protocol protocol = services.of(request);
            Trace trace = new Trace(protocol.operation(request), request);
            answer(request, protocol, trace).send(exchange, trace.requestId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server closes: so does the connection
        }
    }

    private WireAnswer answer(WireRequest request, Protocol protocol, Trace trace) throws InterruptedException {
        Optional<Fault> fault = strike(trace.operation());
        if (fault.isPresent()) {
            log.add(trace, fault.get().code());
            return fault.get().answer(protocol, trace.requestId());
        }
        try {
            WireAnswer answer = protocol.answer(request, trace);
            log.add(trace, RecordedRequest.OK);
            return answer;
        } catch (KmsError e) {
            return failed(e, protocol, trace);
        } catch (RuntimeException e) {
            return failed(new KmsError("InternalFailure", "Bug in the tests' KMS: " + e, 500), protocol, trace);
        }
    }

    private WireAnswer failed(KmsError error, Protocol protocol, Trace trace) {
        log.add(trace, protocol.code(error));
        return protocol.error(error, trace.requestId());
    }

    private Optional<Fault> strike(Operation operation) throws InterruptedException {
        Optional<Fault> fault = anywhere.strike();
        return fault.isPresent() ? fault : faults(operation).strike();
    }
}
