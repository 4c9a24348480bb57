"""transformers' own generate: slower, but runs every checkpoint that transformers knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from models import WriterSpec, fetch
from news.errors import InputError
from summarizer.engines.protocol import Decoding, Generation
from summarizer.engines.tokenizer import SubwordTokenizer

_BATCH = 8


class TransformersEngine:
    """Runs a writer through transformers and torch.

    Args:
        spec: which model, and how it wants its input.
        device: "auto", "cpu" or "cuda".
        offline: never touch the network.
    """

    def __init__(self, spec: WriterSpec, *, device: str = "auto", offline: bool = False) -> None:
        self._spec = spec
        self._device_wish = device
        self._offline = offline

    @property
    def name(self) -> str:
        return f"transformers {self._device} {'float16' if self._device == 'cuda' else 'float32'}"

    @cached_property
    def _device(self) -> str:
        if self._device_wish != "auto":
            return self._device_wish
        import torch  # noqa: PLC0415

        return "cuda" if torch.cuda.is_available() else "cpu"

    @cached_property
    def _folder(self) -> Path:
        folder = fetch(self._spec.model, offline=self._offline)
        if not any(folder.glob("*.safetensors")) and not (folder / "pytorch_model.bin").is_file():
            raise InputError(
                f"The model in {folder} is stored for CTranslate2 only; leave out --engine transformers.",
                "Mô hình này chỉ có dạng CTranslate2; hãy bỏ tùy chọn --engine transformers.",
            )
        return folder

    @cached_property
    def _tokenizer(self) -> SubwordTokenizer:
        return SubwordTokenizer(self._folder, self._spec)

    @cached_property
    def _model(self) -> Any:
        import torch  # noqa: PLC0415
        from transformers import AutoModelForSeq2SeqLM  # noqa: PLC0415

        number = torch.float16 if self._device == "cuda" else torch.float32
        model = AutoModelForSeq2SeqLM.from_pretrained(str(self._folder), dtype=number, local_files_only=True)
        return model.to(self._device).eval()

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Generation]]:
        sources = [self._tokenizer.ids(self._tokenizer.check_fits(self._tokenizer.encode(text))) for text in texts]
        # By length, so that little of a batch is padding.
        order = sorted(range(len(sources)), key=lambda i: len(sources[i]))
        results: list[list[Generation]] = [[] for _ in sources]
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            for index, generations in zip(batch, self._run([sources[i] for i in batch], decoding), strict=True):
                results[index] = generations
        return results

    def _run(self, sources: list[list[int]], decoding: Decoding) -> list[list[Generation]]:
        import torch  # noqa: PLC0415

        width = max(map(len, sources))
        ids = torch.zeros((len(sources), width), dtype=torch.long)
        mask = torch.zeros((len(sources), width), dtype=torch.long)
        for row, source in enumerate(sources):
            ids[row, : len(source)] = torch.tensor(source)
            mask[row, : len(source)] = 1
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=ids.to(self._device),
                attention_mask=mask.to(self._device),
                num_beams=decoding.beams,
                num_return_sequences=decoding.candidates,
                do_sample=False,
                max_new_tokens=decoding.max_tokens,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                length_penalty=decoding.length_penalty,
                return_dict_in_generate=True,
                output_scores=True,
            )
            steps = self._model.compute_transition_scores(
                output.sequences, output.scores, getattr(output, "beam_indices", None), normalize_logits=True
            )
        generations = []
        for sequence, step_scores in zip(output.sequences.tolist(), steps, strict=True):
            finite = step_scores[torch.isfinite(step_scores) & (step_scores != 0)]
            score = float(finite.mean()) if len(finite) else 0.0
            generations.append(Generation(self._tokenizer.decode_ids(sequence), score))
        count = decoding.candidates
        return [generations[i : i + count] for i in range(0, len(generations), count)]
