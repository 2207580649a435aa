"""The case: many articles kept in one file, findable, correctable, and read again; what they say joined.

In: inputs of any kind, by way of ``intake`` and ``reader``.  Out: records (events, statements, actors,
inputs, hits of a search), each with the words it rests on and the run that made it. The only room that
speaks SQL. Codings of others, which ``coders`` reads, stand beside in tables of their own (``Coders``).

    >>> import tempfile, os
    >>> with tempfile.TemporaryDirectory() as folder, open_case(os.path.join(folder, "my.sayso")) as case:
    ...     added = case.add_text("Police arrested ten protesters in Minsk, the ministry said.")
    ...     [(e.type, e.status, e.said_by) for e in case.events()]
    [('COERCE', 'happened', ('ministry',))]
"""

from sayso.case._add import Added, How
from sayso.case._bench import ActorLine, Bench, MemberLine
from sayso.case._case import Case, open_case
from sayso.case._coded import CodedRecord, CodingRecord
from sayso.case._coders import Coders
from sayso.case._coding_in import Imported
from sayso.case._compared import PARTS, AgreedRecord, PairRecord, Period, Rule
from sayso.case._corrections import ACTIONS, FIELDS
from sayso.case._find import first_day, last_day
from sayso.case._ids import ids_of
from sayso.case._intake import Intake, Status
from sayso.case._ledger import Ledger, MemberRecord, StatementFilter
from sayso.case._lists import ActorListRecord, ListImported
from sayso.case._load import Loaded
from sayso.case._preview import Preview, Side
from sayso.case._problem import Problem
from sayso.case._read_all import SEGMENT, Written, read_all
from sayso.case._rebuild import Rebuilt, rebuild_file
from sayso.case._records import (
    ActorRecord,
    CaseRecord,
    Correction,
    Count,
    Days,
    DetailRecord,
    EventRecord,
    Hit,
    InputRecord,
    Link,
    Party,
    RoleRecord,
    RunRecord,
    StatementRecord,
    When,
    Where,
)
from sayso.case._reread import COMPARED, Change, Reread
from sayso.case._review import Candidate
from sayso.case._rows import lean
from sayso.case._rowset import Rows
from sayso.case._search import country_code, one_of
from sayso.case._segment import Report, start_segment
from sayso.case._shelf import Carrier, Line, Shelf, Writing
from sayso.case._tables import arrow_batches, arrow_schema, flat_columns, text_row
from sayso.case._work import ReadAgain, start_again
from sayso.case._work import start as start_worker

__all__ = [
    "ACTIONS",
    "COMPARED",
    "FIELDS",
    "PARTS",
    "SEGMENT",
    "ActorLine",
    "ActorListRecord",
    "ActorRecord",
    "Added",
    "AgreedRecord",
    "Bench",
    "Candidate",
    "Carrier",
    "Case",
    "CaseRecord",
    "Change",
    "CodedRecord",
    "Coders",
    "CodingRecord",
    "Correction",
    "Count",
    "Days",
    "DetailRecord",
    "EventRecord",
    "Hit",
    "How",
    "Imported",
    "InputRecord",
    "Intake",
    "Ledger",
    "Line",
    "Link",
    "ListImported",
    "Loaded",
    "MemberLine",
    "MemberRecord",
    "PairRecord",
    "Party",
    "Period",
    "Preview",
    "Problem",
    "ReadAgain",
    "Rebuilt",
    "Report",
    "Reread",
    "RoleRecord",
    "Rows",
    "Rule",
    "RunRecord",
    "Shelf",
    "Side",
    "StatementFilter",
    "StatementRecord",
    "Status",
    "When",
    "Where",
    "Writing",
    "Written",
    "arrow_batches",
    "arrow_schema",
    "country_code",
    "first_day",
    "flat_columns",
    "ids_of",
    "last_day",
    "lean",
    "one_of",
    "open_case",
    "read_all",
    "rebuild_file",
    "start_again",
    "start_segment",
    "start_worker",
    "text_row",
]
