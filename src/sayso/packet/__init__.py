"""Evidence packets: what a case has on a happening or statement, on one page that needs nothing else.

In: a case and ids.  Out: a page (HTML, without script or anything that is fetched) and the same as linked
data (JSON-LD): what it is, every report with its words in context, who said that who said, origins, copies,
disputes, corrections, digests of the files that it was read from, and what is not known.

    >>> import io, os, tempfile
    >>> from sayso.case import open_case
    >>> with tempfile.TemporaryDirectory() as folder, open_case(os.path.join(folder, "my.sayso")) as case:
    ...     added = case.add_text("Police arrested ten men in Minsk on 4 May 2021, the ministry said.")
    ...     page, graph = io.BytesIO(), io.BytesIO()
    ...     made = write_packet(case, [next(iter(case.events())).id], page, graph)
    >>> made.entries, made.articles, b"<mark>" in page.getvalue(), b"TextPositionSelector" in graph.getvalue()
    (1, 1, True, True)
"""

from sayso.packet._changes import Changes
from sayso.packet._corrected import DONE
from sayso.packet._records import Changed
from sayso.packet._sheet import Sheet
from sayso.packet._write import Packet, graph_path, packet_files, write_packet

__all__ = ["DONE", "Changed", "Changes", "Packet", "Sheet", "graph_path", "packet_files", "write_packet"]
