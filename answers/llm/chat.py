"""The seam behind which a language model stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str

    def to_dict(self) -> dict[str, str]:
        return {"role": self.role, "content": self.content}


class ChatError(Exception):
    """The model gave nothing that can be used; says why in one sentence."""


class ChatModel(Protocol):
    """Writes the next turn of a conversation."""

    @property
    def name(self) -> str: ...

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply in pieces as they are written.

        Raises:
            ChatError: no reply, or it broke off, took too long, or grew too long.
        """
        ...
