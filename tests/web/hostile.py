"""Two hundred strings that nobody means well with. Those that are markup or script would raise ``alert`` if a
page obeyed them; the browser of the tests counts a dialog as a fault."""

from __future__ import annotations

from collections.abc import Iterator

_RUN = "alert(1)"

MARKUP = (
    f"<script>{_RUN}</script>", f"</script><script>{_RUN}</script>", f"<img src=x onerror={_RUN}>",
    f'"><img src=x onerror={_RUN}>', f"'><img src=x onerror={_RUN}>", f'" onmouseover="{_RUN}',
    f"' onfocus='{_RUN}' autofocus='", f"<svg onload={_RUN}>", f"<svg><script>{_RUN}</script></svg>",
    f"<math><mi xlink:href='javascript:{_RUN}'>x</mi></math>", f"<body onload={_RUN}>",
    f"<iframe src='javascript:{_RUN}'></iframe>", "<iframe src=https://elsewhere.example></iframe>",
    "<object data=x></object>", "<embed src=x>",
    "<link rel=stylesheet href=https://elsewhere.example/x.css>", "<style>*{display:none}</style>",
    "<base href=https://elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example'>", f"<details open ontoggle={_RUN}>",
    f"<video><source onerror={_RUN}></video>", f"<marquee onstart={_RUN}>x</marquee>",
    f"<a href='javascript:{_RUN}'>x</a>", "<form action=https://elsewhere.example><button>x</button></form>",
    "<textarea>", "</textarea><b>", "</title><b>x</b>", "</head><b>", "</body></html><b>", "<!--", "--><b>",
    "<![CDATA[<b>]]>", "<?php phpinfo(); ?>", "<plaintext>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<template><b></template>", "&lt;b&gt;",
    "&#60;b&#62;", "&amp;amp;", "&nbsp;", "<b", "<b>", "b>", "<", ">", "\"", "'", "`", "&", "</p><p>",
    "<p id=main>", "<x-evil data-row>", "\"/><x-evil>", "'/><x-evil>", "<table><tr><td>", "<select><option>",
    "<input autofocus onfocus=alert(1)>", "<dialog open>", "\u2028<b>\u2029", "\ufeff<b>",
    "＜script＞alert(1)＜/script＞",
)  # fmt: skip
ADDRESSES = (
    f"javascript:{_RUN}", f"JaVaScRiPt:{_RUN}", f"java\tscript:{_RUN}", f"\x01javascript:{_RUN}",
    f"javascript://%0a{_RUN}", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
    "//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "http:elsewhere.example",
    "file:///etc/passwd", "blob:x", "ftp://elsewhere.example", "mailto:x@elsewhere.example",
    "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/correct", "?s=1-2", "#main", "http://[::1",
    "http://user:word@elsewhere.example", "http://127.0.0.1:22", "%", "%%", "%zz", "%00",
    "%0d%0aset-cookie: a=b", "a\r\nset-cookie: a=b",
)  # fmt: skip
TEMPLATES = (
    "{{7*7}}", "{% raw %}", "{{ config }}", "{{ ''.__class__.__mro__ }}", "{#", "#}", "${7*7}", "#{7*7}",
    "<%= 7*7 %>", "%(a)s", "%s%s%s%n", "{0}", "{x.__class__}", "$(id)", "`id`", "; id", "| id", "{{", "}}",
    "{%", "\\u003cb\\u003e", "\\x3cb\\x3e", "\\", "\\\\", "\\n", "\\0",
)  # fmt: skip
QUESTIONS = (
    "' OR 1=1 --", "'; DROP TABLE articles; --", "\" OR \"\"=\"", "1; SELECT * FROM articles",
    "') UNION SELECT sql FROM sqlite_master --", "articles.id", "id", "rowid", "origins", "-origins",
    "origins desc", "headline; --", "sqlite_master", "*", "%", "_", "?", ":a", "@a", "NULL", "None", "null",
    "undefined", "true", "false", "NaN", "nan", "inf", "-inf", "Infinity", "0", "-1", "1e309", "1e-400",
    "99999999999999999999", "0x10", "1_000", "٣", "½", "1,000", "-0", "+1", "1.5.2", "3-1", "0-0",
    "1-999999999", "9999999999-9999999999", "-5-5", "\"", "\"\"", "NEAR(a b)", "a NEAR/5 b", "title:x", "a*",
    "*a", "AND", "a AND", "(a", "a)", "^a", "-a", "{a b}: c", "a OR OR b", "NOT", "text MATCH 'x'",
    "2021-02-30", "2021-10-18..2021-10-12", "0000-00-00", "9999-12-31", "10000-01-01", "-0001-01-01",
    "2021-W42", "2021-10-18T00:00:00+99:99", "__class__", "__init__", "__dict__", "constructor", "toString",
    "__proto__", "h_", "e_", "a_", "s_", "p_", "h_0000000000000000", "e_%", "a_*", "h_1' OR '1", "r_x..r_y",
    "..", "x..x", ".", "../..", "CON", "aux", ";", ",", ",,,,", "&&", "=", "a=b&c=d", "[]", "{}", "[1,2]",
    '{"a":1}', "title", "text", "run",
)  # fmt: skip
CHARACTERS = (
    "\u202egnirts\u202c", "\u2066\u2069", "\u200b", "\u200d", "\u200f", "\u061c", "\ufeff", "\u00ad",
    "\u2028", "\u2029", "\u0085", "\x00", "a\x00b", "\x00\x00", "\x1b[31m", "\x1b]0;x\x07", "\x7f",
    "\x08\x08", "\x1f", "\ufffe", "\uffff", "\U0010ffff", "\ue000", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇧🇾", "👍🏽",
    "e\u0301" + "\u0301" * 200, "ﷺ" * 40, "𝕳𝖊𝖑𝖑𝖔", "Ａ", "ſ", "ß", "İ", "ı", "ǆ", "Ω", "ñ", "漢字", "ไทย",
    "العربية", "עברית", "a" * 1_999, "a" * 2_001, "a" * 20_000, "a " * 900, "漢" * 1_500, "<" * 1_500,
    "&" * 1_500, "'" * 1_500, "(" * 1_500, "\"" * 999, "\t", "\n", " ", "  a  ", "\r\n", "a\nb", "\v",
    "\u3000",
)  # fmt: skip
STRINGS = tuple(dict.fromkeys((*MARKUP, *ADDRESSES, *TEMPLATES, *QUESTIONS, *CHARACTERS)))
"""All of them, as text."""
BYTES = (
    "%ED%A0%80",
    "%FF",
    "%C0%80",
    "%C3",
    "%F5%80%80%80",
    "%80",
    "a%ED%BF%BF",
    "%FE%FF",
    "%E2%28%A1",
    "%00",
    "%u0041",
)
"""What is no text, as it stands in an address."""


def articles(size: int = 6) -> Iterator[dict[str, str]]:
    """Articles, as lines of JSON, with the strings in every field. Each has some sentences that are read for
    events and statements, in which strings stand where names do."""
    usable = [text for text in STRINGS if len(text) < 3_000]
    for n in range(0, len(usable), size):
        part = usable[n : n + size]
        first, last = part[0], part[-1]
        said = " ".join(f"Police in Minsk said on Monday that {text} protested." for text in part)
        yield {
            "id": f"{n}-{first}"[:200],
            "title": first,
            "byline": part[1 % len(part)],
            "outlet": part[2 % len(part)],
            "url": last if n % 2 else f"https://elsewhere.example/{last}",
            "date": "2021-10-18",
            "text": (
                f"{first}\n\nThe mayor of Brest, {last}, said on Sunday that 5,000 people rallied in Minsk. "
                + f"{said}\n\n"
                + "\n\n".join(part)
                + "\n\nThe shops along the road were shut, and the trams stood still for two hours."
            ),
        }
