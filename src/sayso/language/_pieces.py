"""Words to word pieces: the numbers that the network reads (WordPiece, uncased, the vocabulary of BERT)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

MOST = 8
"""Pieces a word: of a longer one the first seven and the last are kept."""

_CACHED = 100_000


class Pieces:
    """The pieces of words, remembered: news repeats itself."""

    def __init__(self, vocabulary: Path) -> None:
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        numbers = {piece: i for i, piece in enumerate(lines) if piece}
        self.start, self.end, self.unknown = (numbers[p] for p in ("[CLS]", "[SEP]", "[UNK]"))
        self._tokenizer = Tokenizer(
            models.WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100)
        )
        self._tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        self._known: dict[str, list[int]] = {}

    def of(self, words: Iterable[str]) -> list[list[int]]:
        """For each word its pieces, one at least."""
        words = list(words)
        new = sorted(set(words) - self._known.keys())
        if len(self._known) + len(new) > _CACHED:
            self._known.clear()
            new = sorted(set(words))
        for word, encoded in zip(
            new, self._tokenizer.encode_batch(new, add_special_tokens=False), strict=True
        ):
            ids = encoded.ids or [self.unknown]
            self._known[word] = ids if len(ids) <= MOST else [*ids[: MOST - 1], ids[-1]]
        return [self._known[word] for word in words]
