"""How it looks. Text has the colour of the page it stands on; colours of our own are of middle brightness, so
that they can be told from white and from black. Where words have one, that of the page is mixed in, so that
they can be read on both. Nothing is said by colour alone."""

from __future__ import annotations

LANES = {
    "said": "#4a8fd9",
    "within": "#8e6bd1",
    "actor": "#3aa076",
    "time": "#b87a14",
    "place": "#d1603d",
    "number": "#c0569a",
}
"""The lanes under a text, from above to below, and their colours."""

STATUSES = {"yes": "#2f9e6e", "open": "#b87a14", "no": "#d9534f"}
"""The colours of what happened, of what is open, and of what did not happen or not for certain."""

_STEP, _LINE = 3, 2
"""Pixels from lane to lane, and of a lane's line."""

_DEEP = _STEP * len(LANES)
_lines = ",".join(f"linear-gradient(var(--{lane},transparent) 0 0)" for lane in LANES)
_places = ",".join(f"0 calc(100% - {_DEEP - _STEP * (n + 1)}px)" for n in range(len(LANES)))
_colours = "".join(f".sayso .l-{lane}{{--{lane}:{colour}}}" for lane, colour in LANES.items())
_statuses = "".join(
    f".sayso .{name}{{color:{colour};color:color-mix(in srgb,{colour} 65%,currentColor);font-weight:600}}"
    for name, colour in STATUSES.items()
)

STYLE = (
    "<style>"
    ".sayso{color:inherit;font-size:13px;line-height:1.45;max-width:75em;overflow-x:auto}"
    ".sayso .b{font-weight:600}.sayso .d{opacity:.65}.sayso .h{font-size:1.25em;font-weight:600}"
    f"{_statuses}.sayso .s{{white-space:nowrap}}"
    ".sayso table{border-collapse:collapse;margin:.3em 0 .6em;width:100%;table-layout:auto}"
    ".sayso table th,.sayso table td{text-align:left!important;vertical-align:top;padding:.3em .8em .3em 0;"
    "white-space:normal;overflow-wrap:anywhere;border:0;border-top:1px solid rgba(128,128,128,.35);"
    "background:transparent;color:inherit;font-size:inherit;max-width:none;unicode-bidi:isolate}"
    ".sayso table th{opacity:.65;font-weight:600;border-top:0;white-space:nowrap}"
    ".sayso table td{min-width:5em}.sayso table td:first-child{min-width:6.5em}"
    ".sayso details{margin:.5em 0}.sayso summary{cursor:pointer;font-weight:600}"
    ".sayso .t{white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.6;margin:.4em 0;"
    "unicode-bidi:isolate;font-size:14px}"
    f".sayso .t .m,.sayso .k .m{{font-style:normal;background:{_lines};background-repeat:no-repeat;"
    f"background-size:100% {_LINE}px;background-position:{_places};padding-bottom:{_DEEP}px;"
    "line-height:3.1;box-decoration-break:clone;-webkit-box-decoration-break:clone}"
    ".sayso .k .m{line-height:inherit}"
    f"{_colours}"
    ".sayso .k{line-height:2.6}.sayso .k span{margin-right:1.2em}"
    ".sayso .src{font-weight:700}.sayso .cue{font-style:italic!important}"
    ".sayso .ev{outline:1.5px solid currentColor;outline-offset:1px;border-radius:2px;font-weight:600;"
    "margin:0 2px}"
    ".sayso .hurt{text-decoration:line-through dotted;opacity:.6}"
    ".sayso sub{font-size:.68em;font-weight:600;margin:0 .4em;user-select:none;vertical-align:baseline}"
    ".sayso svg{display:block;width:100%;min-width:640px;height:auto;margin:.4em 0;color:inherit}"
    ".sayso svg text{fill:currentColor;font-size:11px}"
    "</style>"
)
