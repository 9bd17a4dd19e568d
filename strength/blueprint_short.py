"""The short form of a blueprint: parameters by position, so that a model spends hundreds of tokens and not thousands."""

from collections.abc import Sequence
from typing import Any, cast

ROW_FIELDS: dict[str, tuple[str, ...]] = {
    "pct": ("sets", "reps", "percent", "percent_step", "rpe", "rpe_step"),
    "rir": ("sets", "reps", "rpe", "rpe_step"),
    "sets": ("sets", "reps", "rpe", "rpe_step", "sets_step"),
    "dp": ("sets", "reps", "reps_high", "rpe", "increment", "rpe_step"),
    "lp": ("sets", "reps", "percent", "increment"),
    "top": ("top_reps", "rpe", "sets", "reps", "drop_percent", "rpe_step"),
    "dup": ("sets", "reps", "percent"),
    "time": ("sets", "seconds", "seconds_step"),
    "amrap": ("percent",),
}
"""What the positions of a short row mean, by scheme type."""


def _items(value: object, what: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        msg = f"{what}: parameters are a list, not {value!r}"
        raise ValueError(msg)
    return list(cast(Sequence[Any], value))


def _row_from_short(scheme_type: str, kind: str, items: list[Any], what: str) -> dict[str, Any]:
    names = ROW_FIELDS[scheme_type]
    if len(items) > len(names):
        msg = f"{what}: {scheme_type} takes {', '.join(names)}, not {items!r}"
        raise ValueError(msg)
    row: dict[str, Any] = {"kind": kind, **dict(zip(names, items, strict=False))}
    reps: object = row.get("reps")
    if isinstance(reps, list | tuple):
        ends = _items(cast(object, reps), what)
        if len(ends) != 2:
            msg = f"{what}: a range of repetitions is [low, high], not {ends!r}"
            raise ValueError(msg)
        row |= {"reps": ends[0], "reps_high": ends[1]}
    return row


def scheme_from_short(scheme_id: str, value: object) -> dict[str, Any]:
    """`{"t": "pct", "acc": [4, 6, 71, 2]}` as named fields.

    Raises:
        ValueError: the parameters do not fit the type; pydantic turns it into a finding for the model.
    """
    if not isinstance(value, dict):
        msg = f"scheme {scheme_id!r} is an object with a type and rows, not {value!r}"
        raise ValueError(msg)
    fields = cast(dict[str, Any], value)
    if "t" not in fields:
        return {"id": scheme_id, **fields}
    scheme_type = str(fields["t"])
    if scheme_type not in ROW_FIELDS:
        msg = f"scheme {scheme_id!r} has type {scheme_type!r}; allowed: {', '.join(ROW_FIELDS)}"
        raise ValueError(msg)
    rows: list[dict[str, Any]] = []
    for kind, params in fields.items():
        if kind in {"t", "rest", "role"} or params is None:
            continue
        what = f"scheme {scheme_id!r}, {kind!r}"
        entries = _items(params, what)
        if scheme_type == "dup":
            for ordinal, occasion in enumerate(entries, start=1):
                rows.append({**_row_from_short(scheme_type, kind, _items(occasion, what), what), "ordinal": ordinal})
        else:
            rows.append(_row_from_short(scheme_type, kind, entries, what))
    return {
        "id": scheme_id,
        "type": scheme_type,
        "rows": rows,
        "role": fields.get("role"),
        "rest_seconds": fields.get("rest"),
    }
