"""Loading a user's list: told by its content, refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.directory import ActorList, Directory, load
from sayso.errors import UsageError


def written(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "list.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    "content",
    [
        "name,country\nAnna Example,BLR\n",
        "\ufeff\n\nCountry;Name\nBelarus;Anna Example\n",
        "# a comment\nANNA_EXAMPLE_\n\t[BLR]\n",
        "ANNA_EXAMPLE [BLR 990101-010101]\r\n",
        "ANNA_EXAMPLE [BLRELI <990101]\n",
    ],
)
def test_a_list_is_told_by_its_content(tmp_path: Path, content: str) -> None:
    imported = load(written(tmp_path, content))
    assert imported.problems == ()
    (actor,) = Directory(imported.actors).find("Anna Example")
    assert actor.source == "list.txt"
    assert actor.tenures[0].country == "BLR"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "SAY311"),
        ("Dear all,\nplease find [attached] the list.\n", "SAY311"),
        ('{"name": "Anna"}', "SAY311"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "SAY311"),
        (b"\xff\xfe\x00\xd8", "SAY311"),
        ("name,country\n", "SAY312"),
        ("name,since\nAnna,soon\n", "SAY312"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, content: bytes | str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(written(tmp_path, content))
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "SAY101"), (tmp_path, "SAY103"), ("a\0b", "SAY102")):
        with pytest.raises(UsageError) as caught:
            load(path)
        assert caught.value.code == code


def test_problems_are_handed_on(tmp_path: Path) -> None:
    imported = load(written(tmp_path, "name,since\nAnna,soon\nBéla,1999\n".encode("cp1252")))
    assert [actor.name for actor in imported.actors] == ["Béla"]
    assert [problem.split(":")[0] for problem in imported.problems] == ["line 1", "line 2"]


def test_bytes_with_a_name_are_read_as_a_file_of_that_name(tmp_path: Path) -> None:
    path = written(tmp_path, "name,country\nAnna,BLR\n".encode("utf-16"))
    assert load(ActorList(path.name, path.read_bytes())) == load(path)
    with pytest.raises(UsageError, match="SAY311"):
        load(ActorList("x", b"\x89PNG\x00"))
