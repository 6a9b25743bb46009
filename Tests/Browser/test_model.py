"""Random sequences of acts of all who take part in a season, the first or one that follows another, against a simple
model of the rules.

Each sequence is made from a seed. After every act the site must have done it exactly if the model allows it, and must
keep the same states, heads and amounts; in the end the pages show the model's numbers and `gonghui verify` finds
nothing (I1–I12). About every third season has a union that moves, with its lists, to another district and perhaps back
again; banks bring statements of several lines, which are confirmed together, decided one by one, set aside and opened
again. A sequence that fails is made as short as it can be and printed as a case to be kept in `kept_cases.py` or, for
two years, money and moves, in the files beside it.

`GONGHUI_MODEL_SEEDS=200` tries that many seeds, `GONGHUI_MODEL_FIRST=1000` begins elsewhere.
"""

import os
import random
from collections.abc import Callable

import pytest

from harness.invention import invented
from harness.kept_cases import OF_ONE_SEASON
from harness.kept_later_cases import OF_TWO_SEASONS
from harness.kept_ledger_cases import OF_THE_LEDGER
from harness.kept_move_cases import OF_MOVES
from harness.past import last_year
from harness.reckoning import differences, misprints
from harness.rules import perform
from harness.season import Season
from harness.second_officer import Staffed

FIRST_DAY = "2023-10-25"
SEEDS = int(os.environ.get("GONGHUI_MODEL_SEEDS", "6"))
FIRST = int(os.environ.get("GONGHUI_MODEL_FIRST", "1"))
SHRINKING = 80
CASES = OF_ONE_SEASON | OF_TWO_SEASONS | OF_THE_LEDGER | OF_MOVES


@pytest.fixture(scope="session")
def staffed(tmp_path_factory, demonstration) -> Staffed:
    return Staffed(tmp_path_factory.mktemp("staffed"), demonstration, of="donghai", name="donghai2")


@pytest.fixture
def seasons(tmp_path, staffed):
    """Makes seasons, each on a server of its own."""
    count = 0

    def begin() -> Season:
        nonlocal count
        count += 1
        folder = tmp_path / f"season-{count}"
        folder.mkdir()
        return Season(folder, staffed, FIRST_DAY)

    return begin


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
@pytest.mark.timeout(900)
def test_a_random_season_goes_as_the_model_says(seed: int, seasons: Callable[[], Season]):
    plays(seasons, seed, lambda dice: [])


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS * 2 // 3))
@pytest.mark.timeout(900)
def test_a_random_season_after_another_goes_as_the_model_says(seed: int, seasons: Callable[[], Season]):
    """People who were insured and left, moved or were struck; credits of last year; lists that begin with last year's."""
    plays(seasons, seed, last_year)


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


def plays(seasons: Callable[[], Season], seed: int, past: Callable[[random.Random], list[list]]) -> None:
    """Plays an invented season; makes one that fails as short as it can be."""
    print(f"seed {seed}")
    acts: list[list] = []
    dice = random.Random(seed)
    trouble = played(seasons, invented(dice, acts, past(dice)))
    if trouble:
        shortest, trouble = shrunk(seasons, acts, trouble)
        lines = "\n".join(f"        {act!r}," for act in shortest)
        pytest.fail(f"seed {seed}: {trouble}\n\nto be kept as a case:\n    [\n{lines}\n    ]")


def played(seasons: Callable[[], Season], script: Callable) -> str | None:
    """Plays a season; gives the first difference between the site and the model, or nothing."""
    season = seasons()
    try:
        for act in script(season.model):
            done = season.act(act)
            expected = perform(season.model, act)
            if done != expected:
                return f"{act} was {done}, and should be {expected}"
            if different := differences(season):
                return f"after {act}: " + "; ".join(different)
        if wrong := misprints(season):
            return "; ".join(wrong)
        violations = season.server.violations()
        return f"gonghui verify: {violations}" if violations else None
    except AssertionError as wrong:
        # An answer that no rule knows, or a command that has ended with another code.
        return str(wrong)
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
