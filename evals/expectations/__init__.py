"""The vocabulary of expectations: a closed set of claims that a case may make, each with a sentence for when it fails.

`outcome`: score, words, refusals. `choice`: exercises. `dose`: sets, minutes, effort, loads. `calendar`: weeks and days.
"""

from typing import Annotated

from pydantic import Field

from evals.expectations.calendar import CalendarClaim
from evals.expectations.choice import ChoiceClaim
from evals.expectations.dose import DoseClaim
from evals.expectations.outcome import OutcomeClaim

Expectation = Annotated[OutcomeClaim | ChoiceClaim | DoseClaim | CalendarClaim, Field(discriminator="kind")]

__all__ = ["Expectation"]
