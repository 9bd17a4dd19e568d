"""What a case would cost with a model: tokens of what is sent and of the answer, and their price."""

from functools import lru_cache

from agents.models import ANTHROPIC_DEFAULT
from agents.periodization.designer import prompt
from agents.prices import price_usd
from agents.token_count import TokenCount
from evals.prompt_size import tokens
from evals.result import CaseResult, Tokens

MODEL = ANTHROPIC_DEFAULT
"""Whose price is taken: the first of the default chain, nothing read from a cache."""

# cases share tables, and all of them the instructions
_tokens = lru_cache(maxsize=512)(tokens)


def priced(result: CaseResult, sent: tuple[str, ...], answer: str) -> CaseResult:
    """The result with tokens and expected price.

    Args:
        result: without them.
        sent: what a model would be sent beside its instructions.
        answer: the design in its short form.
    """
    count = Tokens(prompt=_tokens(prompt()) + sum(_tokens(text) for text in sent), answer=tokens(answer))
    usd = price_usd(MODEL, TokenCount(uncached=count.prompt, output=count.answer))
    return result.model_copy(update={"tokens": count, "expected_usd": None if usd is None else round(usd, 6)})
