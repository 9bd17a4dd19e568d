"""`models`: checks the keys, ids, end-of-life dates and prices of the models in the chain."""

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from service.cli.entry import CommandError
from service.settings import read_settings

if TYPE_CHECKING:
    from agents.model_check import ModelCheck


def check(*, as_json: bool) -> None:
    """Check every model of the chain.

    Raises:
        CommandError: something is wrong with one of them.
        SettingsError: a setting is wrong.
    """
    from agents.model_check import check_models
    from service.api.program_job import model_settings

    settings = model_settings(read_settings())
    checks = check_models(settings, today=datetime.now(UTC).date())
    findings = sum(len(one.findings) for one in checks)
    if as_json:
        rows = [_json(one) for one in checks]
        sys.stdout.write(json.dumps({"ok": findings == 0, "models": rows}, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_table(checks) + "\n")
        if not settings.api_keys:
            sys.stdout.write("No key is set, so no provider was asked; the rule-based coach needs none.\n")
    if findings:
        raise CommandError(f"{findings} finding{'s' if findings > 1 else ''} about the models in the chain.")


def _json(one: "ModelCheck") -> dict[str, object]:
    return {
        "model": one.model,
        "answer": one.answer.value,
        "inputUsdPerMillion": None if one.price is None else round(one.price[0], 6),
        "outputUsdPerMillion": None if one.price is None else round(one.price[1], 6),
        "endsOn": None if one.ends is None else one.ends.isoformat(),
        "findings": list(one.findings),
    }


def _table(checks: "tuple[ModelCheck, ...]") -> str:
    rows = [("model", "provider says", "USD/M in", "USD/M out", "ends")]
    for one in checks:
        cost_in, cost_out = ("unknown", "unknown") if one.price is None else (f"{usd:.2f}" for usd in one.price)
        rows.append((one.model, one.answer.value, cost_in, cost_out, one.ends.isoformat() if one.ends else "-"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines += [f"{one.model}: {finding}" for one in checks for finding in one.findings]
    return "\n".join(lines)
