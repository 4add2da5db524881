"""OpenTelemetry traces of workflows and stages, sent only where an endpoint is set."""

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from temporalio.contrib.opentelemetry import TracingInterceptor

from adapters.settings import Settings


def tracing(settings: Settings, component: str) -> list[TracingInterceptor]:
    """The interceptor that traces through Temporal; empty without an endpoint, so that nothing leaves the machine."""
    if settings.otel_endpoint is None:
        return []
    provider = TracerProvider(resource=Resource.create({"service.name": f"cutdown-{component}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.otel_endpoint)))
    trace.set_tracer_provider(provider)
    return [TracingInterceptor(provider.get_tracer("cutdown"))]
