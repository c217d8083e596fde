"""The load programs behind docs/performance.md. Each scenario runs beside its reference in the same run."""
