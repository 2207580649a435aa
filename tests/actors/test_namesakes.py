"""Two persons of one surname in an article: title and honorific say who is meant, then who was named last."""

import pytest

TWO = (
    "Opposition leader Maria Halvorin spoke in the square on Sunday. "
    "Police spokesman Tomas Halvorin counted 300 people. "
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Opposition leader Halvorin| left early.", "Maria Halvorin"),
        ("Police spokesman Halvorin| left early.", "Tomas Halvorin"),
        ("Maria Halvorin waved. Police spokesman Halvorin| left early.", "Tomas Halvorin"),
        ("Maria Halvorin waved. Police spokesperson Halvorin| left early.", "Tomas Halvorin"),
        ("Ms. Halvorin| left early.", "Maria Halvorin"),
        ("Maria Halvorin waved. Mr. Halvorin| left early.", "Tomas Halvorin"),
        ("Halvorin| left early.", "Tomas Halvorin"),
        ("Maria Halvorin waved. Halvorin| left early.", "Maria Halvorin"),
        ("Tomas Halvorin waved. The leader| of the opposition left early.", "Maria Halvorin"),
        ("Maria Halvorin waved. The spokesman| left early.", "Tomas Halvorin"),
    ],
)
def test_which_of_two_is_meant(read, text, name):
    assert _meant(read, TWO + text) == name


def test_an_office_after_the_name_counts_as_well(read):
    text = "Ivo Zander, the mayor of Bonn, met Paul Zander, a baker. Mayor Zander| left early."
    assert _meant(read, text) == "Ivo Zander"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police spokesman Oster| left. Opposition leader Vera Oster stayed.", "Oster"),
        ("Police spokesman Oster left. Opposition leader Vera Oster| stayed.", "Vera Oster"),
        ("Police spokesman Jan Oster left. The leader| of the party, Mrs. Oster, stayed.", "Oster"),
        ("Senator Robert Oster left. Mrs. Oster| stayed.", "Oster"),
        ("Mr. Oster| stayed. Anna Oster left.", "Oster"),
    ],
)
def test_one_more_person_where_nobody_of_the_surname_can_be_meant(read, text, name):
    assert _meant(read, text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Senator Robert Oster left. President Oster| stayed.",
        "Robert Oster left. Police spokesman Oster| stayed.",
        "Government spokesman Robert Oster left. Deputy Minister Oster| stayed.",
        "Government spokesman Robert Oster left. Captain Oster| stayed.",
        "Militia spokesman Robert Oster left. Militia leader Oster| stayed.",
        "Robert Oster won. Voters miss Oster|.",
    ],
)
def test_another_title_alone_makes_no_other_person(read, text):
    assert _meant(read, text) == "Robert Oster"


def test_the_minister_is_no_prime_minister(read):
    text = "Interior Minister Hugo Brenn met Prime Minister Karl Lind. The minister| left early."
    assert _meant(read, text) == "Hugo Brenn"
    assert _meant(read, "Prime Minister Karl Lind waved. The minister| left early.") == "minister"


def _meant(read, marked: str) -> str | None:
    """Whom the word means that a bar marks."""
    before, after = marked.split("|")
    r = read(before + after)
    return r.who(before[-len(before.split()[-1]) :], before.count(before.split()[-1]) - 1)
