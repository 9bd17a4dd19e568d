"""litellm, imported when a model of a provider is used and not before, because the import takes seconds."""

import os
import sys
from typing import Any

from agents.absent_module import without_tokenizer


def litellm() -> Any:  # litellm has no usable types
    """The library, set so that it reads its packaged maps, stays off the network and prints nothing."""
    # it reads these two when it is imported, and only from the environment
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # noqa: TID251
    os.environ.setdefault("LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS", "True")  # noqa: TID251
    with without_tokenizer():
        import litellm as library

    # where a provider does not say, tokens are counted by tiktoken's packaged table: no tokenizer is read or downloaded
    library.disable_hf_tokenizer_download = True
    library.suppress_debug_info = True
    _send_once()
    return library


def _send_once() -> None:
    """Keep litellm from sending a request a second time, unseen and unbooked.

    It does so when no connection could be made, and takes a connection for one that could not be made when it was reset
    after the request had been sent. Under this entry such a reset is the lost answer that it is. One that could really
    not be made stays one: aiohttp's error for that has an entry of its own.
    """
    import aiohttp
    import httpx
    from litellm.llms.custom_httpx.aiohttp_transport import AIOHTTP_EXC_MAP

    AIOHTTP_EXC_MAP[aiohttp.ClientOSError] = httpx.ReadError


async def close_clients() -> None:
    """Close the connections that calls of this event loop have opened; before the loop ends, or they are lost open.

    They use aiohttp on purpose: with httpx, litellm sends a request a second time, unseen, when its connection breaks.
    """
    if "litellm" in sys.modules:
        await litellm().close_litellm_async_clients()
