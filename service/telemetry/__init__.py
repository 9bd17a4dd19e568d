"""What operators see: log records, the figures that are counted from them, and traces. All of it without content.

- `logs`: one JSON object per line, fields of an allow-list only.
- `metrics`: which figures are read from which record.
- `traces`: one trace from the request over the queue to the SQL of the worker.
"""

from service.telemetry.logs import configure, user_label

__all__ = ["configure", "user_label"]
