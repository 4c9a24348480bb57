"""An instruct model on this machine, through transformers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from answers.llm.chat import ChatError, Message
from news.errors import InputError

_MOST_TOKENS = 400


class LocalChat:
    """A causal language model with a chat template. It is loaded on first use and serves one caller at a time.

    Args:
        model: a folder, or a name of the Hugging Face hub (then it is downloaded once).
        seconds: the longest that a reply may take, after loading.
    """

    def __init__(self, model: str, *, seconds: float = 120.0) -> None:
        self._model = model
        self._seconds = seconds
        self._busy = threading.Lock()

    @property
    def name(self) -> str:
        return self._model

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: PLC0415 - torch, only when asked for

        try:
            # Never trust_remote_code: a model folder is data.
            tokenizer = AutoTokenizer.from_pretrained(self._model)
            model = AutoModelForCausalLM.from_pretrained(self._model, dtype="auto")
        except (OSError, ValueError) as error:
            raise InputError(
                f"The instruct model '{self._model}' cannot be loaded; give a folder or a hub name of a causal model.",
                f"Không nạp được mô hình “{self._model}”; hãy cho thư mục hoặc tên trên hub của một mô hình ngôn ngữ.",
            ) from error
        if tokenizer.chat_template is None:
            raise InputError(
                f"The model '{self._model}' has no chat template; use an instruct model.",
                f"Mô hình “{self._model}” không có mẫu hội thoại; hãy dùng mô hình đã chỉnh theo chỉ dẫn.",
            )
        return tokenizer, model.eval()

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """See ChatModel.

        Raises:
            InputError: the model cannot be loaded.
        """
        from transformers import MaxTimeCriteria, StoppingCriteria, StoppingCriteriaList, TextIteratorStreamer  # noqa: PLC0415

        stop = threading.Event()

        class Stopped(StoppingCriteria):  # type: ignore[misc]
            def __call__(self, input_ids: Any, _scores: Any, **_: Any) -> Any:
                import torch  # noqa: PLC0415

                return torch.full((input_ids.shape[0],), stop.is_set(), device=input_ids.device)

        with self._busy:
            tokenizer, model = self._loaded
            try:
                inputs = tokenizer.apply_chat_template(
                    [message.to_dict() for message in messages],
                    add_generation_prompt=True,
                    return_tensors="pt",
                    return_dict=True,
                    enable_thinking=False,
                )
            except Exception as error:  # jinja2 errors of whatever template the model brings
                raise ChatError(f"The chat template of '{self._model}' failed ({type(error).__name__}).") from error
            streamer = TextIteratorStreamer(
                tokenizer, skip_prompt=True, skip_special_tokens=True, timeout=self._seconds
            )
            failure: list[BaseException] = []

            def generate() -> None:
                try:
                    model.generate(
                        **inputs,
                        max_new_tokens=_MOST_TOKENS,
                        do_sample=False,
                        streamer=streamer,
                        stopping_criteria=StoppingCriteriaList([MaxTimeCriteria(self._seconds), Stopped()]),
                    )
                except Exception as error:  # whatever goes wrong inside the model, the answer falls back
                    failure.append(error)
                    streamer.end()

            worker = threading.Thread(target=generate, daemon=True)
            begin = time.monotonic()
            worker.start()
            try:
                yield from streamer
            finally:
                stop.set()
                worker.join()
            if failure:
                raise ChatError(f"The model failed ({type(failure[0]).__name__}).") from failure[0]
            if time.monotonic() - begin > self._seconds:
                raise ChatError(f"The model took longer than {self._seconds:g} seconds.")
