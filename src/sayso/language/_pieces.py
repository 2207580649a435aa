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
        known = self._known
        out = []
        for word in words:
            ids = known.get(word)
            if ids is None:
                ids = self._tokenizer.encode(word, add_special_tokens=False).ids or [self.unknown]
                ids = ids if len(ids) <= MOST else [*ids[: MOST - 1], ids[-1]]
                if len(known) >= _CACHED:
                    known.clear()
                known[word] = ids
            out.append(ids)
        return out
