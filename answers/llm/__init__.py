"""Answers composed by a language model on request, every sentence of which is checked like all others."""

from answers.llm.chat import ChatError, ChatModel, Message
from answers.llm.composer import LlmComposer
from answers.llm.http import HttpChat
from answers.llm.local import LocalChat

__all__ = ["ChatError", "ChatModel", "HttpChat", "LlmComposer", "LocalChat", "Message"]
