"""What a node of a workflow hands back to ADK."""

from collections.abc import Mapping
from typing import Any

from google.adk.events.event import Event
from google.adk.events.event_actions import EventActions
from google.genai import types


def passed_on(output: Mapping[str, Any]) -> Event:
    """An output for the next node."""
    return Event(output=dict(output))


def routed(output: Mapping[str, Any], route: str) -> Event:
    """An output for the node that the route names."""
    return Event(output=dict(output), actions=EventActions(route=route))


def said(output: Mapping[str, Any], text: str) -> Event:
    """An output that a person in the dev UI reads as a sentence."""
    return Event(output=dict(output), content=types.Content(role="model", parts=[types.Part(text=text)]))
