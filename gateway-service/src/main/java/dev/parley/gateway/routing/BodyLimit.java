package dev.parley.gateway.routing;

import dev.parley.gateway.GatewayProperties;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Refuses a body that says it is too long before reading it, and one that says nothing as soon as it is.
@Component
@Order(20)
class BodyLimit implements WebFilter {
    private final long limit;
    private final long uploadLimit;

    BodyLimit(GatewayProperties gateway) {
        this.limit = gateway.http().bodyLimit().toBytes();
        this.uploadLimit = gateway.http().uploadLimit().toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        long most = isUpload(request) ? uploadLimit : limit;
        long said = request.getHeaders().getContentLength();
        if (said > most) {
            return Mono.error(new BodyTooLarge(most));
        }
        if (said >= 0 || HttpMethod.GET.equals(request.getMethod())) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange.mutate().request(counted(request, most)).build());
    }

    private static boolean isUpload(ServerHttpRequest request) {
        String path = request.getPath().value();
        return HttpMethod.POST.equals(request.getMethod())
                && path.startsWith("/api/v1/")
                && (path.endsWith("/attachments") || path.equals("/api/v1/attachments"));
    }

    private static ServerHttpRequest counted(ServerHttpRequest request, long most) {
        return new ServerHttpRequestDecorator(request) {
            @Override
            public Flux<DataBuffer> getBody() {
                AtomicLong left = new AtomicLong(most);
                return super.getBody().handle((buffer, sink) -> {
                    if (left.addAndGet(-buffer.readableByteCount()) < 0) {
                        DataBufferUtils.release(buffer);
                        sink.error(new BodyTooLarge(most));
                    } else {
                        sink.next(buffer);
                    }
                });
            }
        };
    }
}
