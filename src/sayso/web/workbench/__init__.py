"""The workbench: what keeps a case in order. Six parts, each at an address of its own.

In: the ledger of intake, the queue of review, corrections, runs, actors, formats.  Out: pages with forms that
lead to ``POST /correct``, and downloads. A page never adds, retries or writes.
"""

from sayso.web._screens import Screen
from sayso.web.workbench import _actors, _contents, _corrections, _export, _inputs, _review, _runs
from sayso.web.workbench._downloads import DOWNLOADS

SCREENS = (
    Screen(
        path="/workbench",
        name="workbench",
        title="Workbench",
        query=_contents.ContentsQuery,
        view=_contents.Contents,
        look=_contents.look,
        template="workbench.html",
    ),
    Screen(
        path="/workbench/inputs",
        name="workbench-inputs",
        title="Inputs",
        query=_inputs.InputsQuery,
        view=_inputs.InputsView,
        look=_inputs.look,
        template="workbench_inputs.html",
    ),
    Screen(
        path="/workbench/review",
        name="workbench-review",
        title="Review",
        query=_review.ReviewQuery,
        view=_review.ReviewView,
        look=_review.look,
        template="workbench_review.html",
    ),
    Screen(
        path="/workbench/corrections",
        name="workbench-corrections",
        title="Corrections",
        query=_corrections.CorrectionsQuery,
        view=_corrections.CorrectionsView,
        look=_corrections.look,
        template="workbench_corrections.html",
    ),
    Screen(
        path="/workbench/runs",
        name="workbench-runs",
        title="Runs",
        query=_runs.RunsQuery,
        view=_runs.RunsView,
        look=_runs.look,
        template="workbench_runs.html",
    ),
    Screen(
        path="/workbench/actors",
        name="workbench-actors",
        title="Actors",
        query=_actors.ActorsQuery,
        view=_actors.ActorsView,
        look=_actors.look,
        template="workbench_actors.html",
    ),
    Screen(
        path="/workbench/export",
        name="workbench-export",
        title="Export",
        query=_export.ExportQuery,
        view=_export.ExportView,
        look=_export.look,
        template="workbench_export.html",
    ),
)

__all__ = ["DOWNLOADS", "SCREENS"]
