"""`gonghui rehearse` walks a whole plan year, on SQLite and on PostgreSQL."""

import json
import os
import resource
import subprocess
from pathlib import Path

import pytest

from harness.server import BINARY, Server

SUMS = {
    "示例科技有限公司工会委员会": ("A", 95, 247_000, 123_500, 123_500, 0),
    "新试重工有限公司工会委员会": ("A+", 1_064, 6_384_000, 2_128_000, 4_256_000, 0),
    "范本设计院工会委员会": ("B+", 2_014, 20_140_000, 4_028_000, 12_084_000, 4_028_000),
}


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_a_year_is_rehearsed(engine: str, tmp_path: Path):
    arguments = []
    if engine == "postgres":
        arguments = ["--database", empty_postgres()]
    out = tmp_path / "year"
    before = work_of_children()
    done = subprocess.run(
        [BINARY, "rehearse", "--out", str(out), "--json", *arguments],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    # Under a minute of work, however busy the machine is with other things.
    assert work_of_children() - before < 60
    summary = json.loads(done.stdout)
    assert summary == json.loads((out / "summary.json").read_text())
    assert summary["verify"] == {"violations": 0}
    units = {unit["name"]: unit for unit in summary["units"]}
    for name, (plan, heads, premium, city, district, base) in SUMS.items():
        unit = units[name]
        assert (unit["plan"], unit["enrolling"], unit["premiumFen"]) == (plan, heads, premium)
        assert (unit["cityFen"], unit["districtFen"], unit["baseFen"]) == (city, district, base)
        assert unit["status"] == "in-force"
    assert "left-out" in {unit["status"] for unit in summary["units"]}
    assert len(list(out.glob("*.pdf"))) >= 8 and len(list(out.glob("*.xlsx"))) == 2
    assert not (tmp_path / "var").exists(), "a rehearsal never touches var"


def work_of_children() -> float:
    """Seconds of processor time of the commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def empty_postgres() -> str:
    server = os.environ.get("GONGHUI_TEST_POSTGRES")
    if not server:
        assert os.environ.get("GONGHUI_REQUIRE_POSTGRES") != "1", "GONGHUI_TEST_POSTGRES names no PostgreSQL"
        pytest.skip("GONGHUI_TEST_POSTGRES names no PostgreSQL")
    return Server.new_database(server)
