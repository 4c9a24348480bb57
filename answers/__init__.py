"""Questions over a library: cited answers, checked before they are shown, or a refusal."""

from answers.answerer import NOT_FOUND_EN, NOT_FOUND_VI, Answerer
from answers.dialogue import Turn
from answers.types import Answer, AnswerSentence, Citation

__all__ = ["NOT_FOUND_EN", "NOT_FOUND_VI", "Answer", "AnswerSentence", "Answerer", "Citation", "Turn"]
