"""Random sequences of everybody's acts over one season, against a simple model of the rules.

Each sequence is made from a seed. After every act the site must have done it exactly if the model allows it, and must
keep the same states, heads and amounts; in the end the pages show the model's numbers and `gonghui verify` finds nothing
(I1–I12). A sequence that fails is made as short as it can be and printed as a case to be kept in `CASES`.

`GONGHUI_MODEL_SEEDS=200` tries that many seeds, `GONGHUI_MODEL_FIRST=1000` begins elsewhere.
"""

import os
import random
from collections.abc import Callable

import pytest

from harness.acts import Fault
from harness.invention import invented
from harness.model import Model
from harness.reckoning import differences, misprints
from harness.rules import perform
from harness.season import Season

FIRST_DAY = "2023-10-25"
SEEDS = int(os.environ.get("GONGHUI_MODEL_SEEDS", "6"))
FIRST = int(os.environ.get("GONGHUI_MODEL_FIRST", "1"))
SHRINKING = 80

# Sequences that once failed, and such as the seeds seldom reach.
CASES: dict[str, list[list]] = {
    "what lapsed becomes instant": [
        ["credit", "donghai", 2020, 100_000],
        ["split", "donghai", "A", 1000],
        ["split", "donghai", "A", 1300, "shili"],
        ["day", "2023-11-15"],
        ["plan", "shili", "A"],
        ["submit", "shili"],
        ["approve", "binhai", ["haifeng", "shili"]],
        ["day", "2023-12-26"],
        ["lock", "donghai"],
        ["day", "2024-01-20"],
        ["deadlines"],
        ["voucher", "donghai"],
        ["decide", "donghai", "reject"],
        ["day", "2024-02-20"],
        ["voucher", "donghai"],
        ["deadlines"],
        ["pay", "centre", "donghai", False],
        ["convert", "shili"],
        ["convert", "shili"],
        ["withdraw-instant", "shili"],
        ["convert", "shili"],
        ["instant", "shili", "A+"],
        ["confirm-instant", "donghai"],
        ["pay", "centre", "donghai", True],
        ["voucher", "donghai"],
        ["decide", "donghai", "accept"],
    ],
    "a unit whose district has not handed in is left out and enrols at once": [
        ["day", "2023-12-25"],
        ["submit", "yangli"],
        ["approve", "shanqian", ["yangli"]],
        ["day", "2024-01-01"],
        ["lock", "xiling"],
        ["deadlines"],
        ["submit", "yangli"],
        ["instant", "yangli", "B+"],
        ["confirm-instant", "xiling"],
        ["pay", "centre", "xiling", True],
        ["undo", "centre"],
        ["day", "2024-01-20"],
        ["deadlines"],
        ["instant", "yangli", "A"],
        ["instant", "yangli", "B+"],
    ],
    "one that came back late": [
        ["day", "2023-12-25"],
        ["submit", "yangli"],
        ["day", "2023-12-26"],
        ["return", "shanqian", ["yangli"]],
        ["submit", "yangli"],
        ["approve", "xiling", ["yangli"]],
        ["return", "xiling", ["yangli"]],
        ["exclude", "yangli", [1, 2]],
        ["submit", "yangli"],
        ["approve", "xiling", ["yangli"]],
        ["day", "2023-12-30"],
        ["submit", "yangli"],
        ["lock", "xiling"],
        ["voucher", "xiling"],
        ["decide", "xiling", "accept"],
    ],
}


@pytest.fixture
def seasons(tmp_path, demonstration):
    """Makes seasons, each on a server of its own."""
    count = 0

    def begin() -> Season:
        nonlocal count
        count += 1
        folder = tmp_path / f"season-{count}"
        folder.mkdir()
        return Season(folder, demonstration, FIRST_DAY)

    return begin


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
@pytest.mark.timeout(900)
def test_a_random_season_goes_as_the_model_says(seed: int, seasons: Callable[[], Season]):
    print(f"seed {seed}")
    acts: list[list] = []
    dice = random.Random(seed)
    trouble = played(seasons, invented(dice, acts))
    if trouble:
        shortest, trouble = shrunk(seasons, acts, trouble)
        lines = "\n".join(f"        {act!r}," for act in shortest)
        pytest.fail(f"seed {seed}: {trouble}\n\nto be kept as a case:\n    [\n{lines}\n    ]")


@pytest.mark.parametrize("name", CASES)
def test_a_kept_case_goes_as_the_model_says(name: str, seasons: Callable[[], Season]):
    trouble = played(seasons, lambda model: iter(CASES[name]))
    assert trouble is None, trouble


def test_a_list_that_came_back_late_may_be_handed_in_repeatedly(seasons: Callable[[], Season]):
    """Handing in may be repeated until the deadline (domain, 5.4), which for this unit is the third day after."""
    season = seasons()
    try:
        answers = []
        submit, back = ["submit", "yangli"], ["return", "shanqian", ["yangli"]]
        for act in ["day", "2023-12-25"], submit, ["day", "2023-12-26"], back, submit, submit, submit:
            answers.append(season.act(act))
            perform(season.model, act)
        assert answers == ["done", "done", "done", None, "done", "done", "done"]
    finally:
        season.end()


def test_the_notice_of_a_lapsed_batch_is_no_longer_valid(seasons: Callable[[], Season]):
    """Whoever scans it learns that the lists in it do not hold any more, as with the notices of its units."""
    season = seasons()
    try:
        lapse = ["day", "2023-12-26"], ["lock", "xiling"], ["day", "2024-01-21"], ["deadlines"]
        for act in ["day", "2023-12-25"], ["submit", "yangli"], ["approve", "xiling", ["yangli"]], *lapse:
            season.act(act)
            perform(season.model, act)
        assert season.model.batches[0].status == "lapsed"
        for start in ("JB2024319902000101", "CB20231226"):
            newest = "SELECT token FROM notice WHERE number LIKE ? ORDER BY version DESC LIMIT 1"
            ((token,),) = season.rows(newest, f"{start}%")
            page = season.people["xiling"].get(f"/verify/{token}").text
            assert "已失效" in page and "真实有效" not in page, start
    finally:
        season.end()


# Playing


def played(seasons: Callable[[], Season], script: Callable) -> str | None:
    """Plays a season; gives the first difference between the site and the model, or nothing."""
    season = seasons()
    try:
        for act in script(season.model):
            try:
                done = season.act(act)
            except Fault as fault:
                return str(fault)
            expected = perform(season.model, act)
            if done != expected:
                return f"{act} was {done}, and should be {expected}"
            if different := differences(season):
                return f"after {act}: " + "; ".join(different)
        if wrong := misprints(season):
            return "; ".join(wrong)
        violations = season.server.violations()
        return f"gonghui verify: {violations}" if violations else None
    finally:
        season.end()


def shrunk(seasons: Callable[[], Season], acts: list[list], trouble: str) -> tuple[list[list], str]:
    """The acts without those that the trouble does not need: first large parts, then one by one."""
    tries = 0
    size = max(1, len(acts) // 2)
    while size:
        start = 0
        while start < len(acts) and tries < SHRINKING:
            fewer = acts[:start] + acts[start + size :]
            tries += 1
            found = played(seasons, lambda model, fewer=fewer: iter(fewer))
            if found:
                acts, trouble = fewer, found
            else:
                start += size
        size = size // 2
    return acts, trouble
