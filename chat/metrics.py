"""What Prometheus may ask of this process. Names, labels and what to watch: docs/operations.md."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

registry = CollectorRegistry()
ProcessCollector(registry=registry)

sockets = Gauge("hearth_sockets", "Open sockets of this process.", registry=registry)
sends = Counter("hearth_sends_total", "Messages committed.", registry=registry)
deliveries = Counter("hearth_deliveries_total", "Events offered to sockets.", registry=registry)
deliver_seconds = Histogram(
    "hearth_deliver_seconds",
    "From the commit to the queues of all local sockets.",
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0),
    registry=registry,
)
resumes = Counter("hearth_resumes_total", "Rooms entered, by what was sent.", ["kind"], registry=registry)
slow_clients = Counter("hearth_slow_clients_total", "Sockets closed because they did not read.", registry=registry)
refused = Counter("hearth_refused_total", "Commands that did nothing, by code.", ["code"], registry=registry)
replies = Counter("hearth_replies_total", "Lily's answers that ended, by how.", ["ending"], registry=registry)
reply_seconds = Histogram(
    "hearth_reply_seconds",
    "From the claim to the end of an answer.",
    buckets=(0.5, 1, 2, 5, 10, 20, 40, 80, 160),
    registry=registry,
)
pushes = Counter("hearth_pushes_total", "Web push messages, by what became of them.", ["outcome"], registry=registry)
reply_queue = Gauge("hearth_reply_queue", "Answers that wait to be claimed.", registry=registry)


layer_up = Gauge(
    "hearth_layer_up", "Whether the layer between processes works (1 with one process).", registry=registry
)
layer_dropped = Gauge("hearth_layer_dropped", "Events that the layer gave up; heads heal them.", registry=registry)


def resume_kind(*, since: int | None, complete: bool) -> str:
    """first: nothing was held; afresh: too much was missed; caught_up: what changed was enough."""
    if since is None:
        return "first"
    return "caught_up" if complete else "afresh"


def write_metrics() -> bytes:
    """Everything in Prometheus' text format."""
    return generate_latest(registry)
