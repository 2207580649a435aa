"""The lines of a dictionary of actors to entries: names with the codes that stand under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.directory._text import shown

_code = re.compile(r"\[([^\[\]{}]*)([\]}])")
_macro = re.compile(r"!([A-Z0-9_]+)!")
_macro_line = re.compile(r"\s*!([A-Z0-9_]+)!\s*=(.*)")
_plural = re.compile(r"\{([^{}]*)\}")
_html = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_broken = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd\[\]{}]")
_MOST_FORMS = 64
_MOST_MACROS = 4


@dataclass(slots=True)
class Entry:
    """One actor as it stands in the file: the names and the codes, with the lines that they stand on."""

    line: int
    names: list[str]
    codes: list[tuple[int, str]] = field(default_factory=list)
    joined: int = 0


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without comments; lines that are only a comment come out empty."""
    if "<!--" in text:
        text = _html.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line in enumerate(text.split("\n"), 1):
        if "#" in line:
            line = line[: line.index("#")]
        if ";" in line:
            line = line[: line.index(";")]
        yield number, line.strip()


def entries_of(text: str, problems: list[str]) -> list[Entry]:
    """The entries of a dictionary in order, each with at least one name."""
    reader = _Reader(problems)
    for number, line in _lines(text):
        reader.take(number, line)
    return [entry for entry in reader.entries if entry.names]


class _Reader:
    """Takes one line after the other; what is under a name that cannot be read goes with it."""

    def __init__(self, problems: list[str]) -> None:
        self.entries: list[Entry] = []
        self.problems = problems
        self.macros: dict[str, list[str]] = {}
        self.adjacent = False

    def take(self, number: int, line: str) -> None:
        """Read one line without its comment. An empty line parts a name from the next one."""
        adjacent, self.adjacent = self.adjacent, bool(line)
        if not line:
            return
        if line[0] == "!" and (defined := _macro_line.fullmatch(line)):
            self.macros[defined[1]] = [form.strip() for form in defined[2].split(",") if form.strip()]
            return
        codes: list[str] = []
        if "[" in line:
            line, codes = _split(number, line, self.problems)
        if line:
            self._name(number, line, codes, adjacent)
        if codes and not self.entries:
            self.problems.append(
                f"line {number}: a code above the first name was left out: put a name before it"
            )
        elif codes:
            self.entries[-1].codes += [(number, code) for code in codes]

    def _name(self, number: int, line: str, codes: list[str], adjacent: bool) -> None:
        names = _forms(number, line.removeprefix("+"), self.macros, codes, self.problems)
        last = self.entries[-1] if self.entries else None
        if last is not None and line[0] == "+":
            last.names += names
        elif last is not None and adjacent and last.names and not last.codes and not codes:
            last.names += names
            last.joined += 1
        else:
            self.entries.append(Entry(number, names))
            if line[0] == "+":
                self.problems.append(
                    f"line {number}: + stands above the first name: read as a name of its own: remove it"
                )


def _split(number: int, line: str, problems: list[str]) -> tuple[str, list[str]]:
    """A line with a bracket as the part that is a name, and the insides of its brackets."""
    if line[0] == "[" and line[-1] == "]" and line.count("[") == 1:
        return "", [line[1:-1].strip()]
    found = list(_code.finditer(line))
    start = found[0].start() if found else line.index("[")
    rest = _code.sub("", line[start:]).strip()
    if any(match[2] == "}" for match in found):
        problems.append(f"line {number}: a code ends in }} and was read: write ] for }}")
    if rest:
        problems.append(
            f"line {number}: {shown(rest)} was passed over: put # before a comment, [ ] around a code"
        )
    return line[:start].strip(), [match[1].strip() for match in found]


def _forms(
    number: int, line: str, macros: dict[str, list[str]], codes: list[str], problems: list[str]
) -> list[str]:
    """The names that one line stands for: macros filled in, plurals added for agents. May be none."""
    agent = any("~" in code for code in codes)
    if not agent and "!" not in line and "{" not in line and (plain := _name(number, line, problems)):
        return [plain]
    plural = _plural.search(line)
    if plural:
        line = line[: plural.start()] + line[plural.end() :]
    forms = _filled(number, line, macros, problems)
    expanded = len(forms) > 1
    names = [name for form in forms if (name := _name(number, form, problems))]
    if names and plural:
        names += [name] if (name := _name(number, plural[1], problems)) else []
    elif names and agent and not expanded:
        names.append(_plural_of(names[0]))
    if forms and not names:
        problems.append(
            f"line {number}: {shown(line)} was left out: it has no letter: put a name before the code"
        )
    return names


def _filled(number: int, line: str, macros: dict[str, list[str]], problems: list[str]) -> list[str]:
    """A line for each form of its macros (CATTLEMAN, CATTLEMEN for ``CATTLE!PERSON!``); none if undefined."""
    forms = [line]
    for _ in range(_MOST_MACROS):
        found = _macro.search(forms[0]) if "!" in forms[0] else None
        if found is None:
            break
        if not macros.get(found[1]):
            problems.append(
                f"line {number}: {shown(line)} was left out: define !{found[1]}! = ONE, OTHER above it"
            )
            return []
        forms = [form.replace(found[0], word, 1) for form in forms for word in macros[found[1]]]
        if len(forms) > _MOST_FORMS:
            problems.append(f"line {number}: {shown(line)} has more than {_MOST_FORMS} forms: write them out")
            forms = forms[:_MOST_FORMS]
    return forms


def _name(number: int, text: str, problems: list[str]) -> str:
    """A name with spaces for underscores; empty where it has no letter or digit."""
    if _broken.search(text):
        problems.append(
            f"line {number}: {shown(text)} has a broken character, which was passed over: mend the name"
        )
        text = _broken.sub("", text)
    name = " ".join(text.replace("_", " ").split())
    return name if any(map(str.isalnum, name)) else ""


def _plural_of(noun: str) -> str:
    """The regular plural of an agent, as PETRARCH makes it."""
    if noun[-1] == "Y" and noun[-2:-1] not in ("A", "E", "O", "U"):
        return noun[:-1] + "IES"
    return noun + ("ES" if noun[-1] in "SXZ" or noun.endswith(("CH", "SH")) else "S")
