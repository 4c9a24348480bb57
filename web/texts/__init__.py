"""Everything that the page says, once for each of its languages."""

from news import InputError
from web.texts.english import ENGLISH
from web.texts.types import Texts
from web.texts.vietnamese import VIETNAMESE

__all__ = ["ENGLISH", "VIETNAMESE", "Texts", "sentence_of"]


def sentence_of(error: InputError, texts: Texts) -> str:
    """A user's mistake, in the page's language."""
    return error.vi if texts.language == "vi" else error.en
