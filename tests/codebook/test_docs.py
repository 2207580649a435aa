from __future__ import annotations

from pathlib import Path

import pytest

from sayso.events.codebook import decisions, load

PAGE = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
LINES = PAGE.split("\n")


def _row(*cells: str) -> bool:
    return any(line.startswith("| " + " | ".join(cells) + " |") for line in LINES)


def _score(score: float | None) -> str:
    return "-" if score is None else f"{score:g}"


@pytest.mark.parametrize("name", sorted(load().types))
def test_every_type_stands_in_the_page_as_in_the_data(name: str) -> None:
    book = load()
    t = book.types[name]
    assert _row(name, str(t.quad), _score(t.score), t.recipient, book.cameo_of(name), t.definition)
    for m in t.modes.values():
        assert _row(name, m.name, _score(m.score), book.cameo_of(name, m.name), m.means), m.name


def test_every_context_stands_in_the_page() -> None:
    for context in load().contexts.values():
        assert any(line.startswith(f"| {context.name} | {context.definition}") for line in LINES), (
            context.name
        )


def test_every_decision_stands_in_the_page_and_no_other() -> None:
    listed = {line[4:] for line in LINES if line.startswith("### ")}
    assert listed == set(decisions())
    for decision in decisions().values():
        assert f"{decision.question}\n\n*Decided:* {decision.choice} *Why:* {decision.why}" in PAGE, (
            decision.id
        )


def test_version_and_statuses_stand_in_the_page() -> None:
    assert load().version in PAGE
    for status in ("happened", "ongoing", "planned", "cancelled", "hypothetical", "denied"):
        assert _row(status), status


def test_the_example_of_the_page_is_true() -> None:
    book = load()
    code = PAGE.split("```python\n")[1].split("```")[0]
    for line in code.split("\n"):
        if "#" in line:
            call, expected = line.split("#")
            assert repr(eval(call, {"book": book})) == expected.strip()
