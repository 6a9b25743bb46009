"""Compares what the model says with what the site keeps and shows."""

import re

from harness.acts import DISTRICTS
from harness.conflict_rules import opened
from harness.ledger_reckoning import bookings, ledgers
from harness.move_rules import superior
from harness.records import Batch, Sheet
from harness.season import Season
from harness.shown import grouped, money, text_of
from harness.year_rules import beside, last_list
from harness.years import FIRST_YEAR

BUCKETS = {
    "参保": "enrolling",
    "未办卡": "no-card",
    "待确认": "pending-confirmation",
    "疑似退休": "suspected-retired",
    "退休": "retired",
    "死亡": "deceased",
    "手动排除": "manually-excluded",
    "他会已参保": "covered-elsewhere",
}
COVERAGE = {"locked": "provisional", "in-force": "in-force", "lapsed": "lapsed"}


def differences(season: Season) -> list[str]:
    """What is kept otherwise than the model says."""
    found = []
    for unit in season.model.units.values():
        for sheet in unit.sheets:
            expected, kept = of_model(sheet), of_site(season, sheet)
            if expected != kept:
                found.append(f"list {sheet.ordinal} of {unit.name}: the model says {expected}, the site keeps {kept}")
    for batch in season.model.batches:
        expected, kept = batch_of_model(batch), batch_of_site(season, batch)
        if expected != kept:
            found.append(f"batch of {batch.district}: the model says {expected}, the site keeps {kept}")
    batches = season.rows("SELECT count(*) FROM district_submission WHERE year >= ?", FIRST_YEAR)[0][0]
    if batches != len(season.model.batches):
        found.append(f"the model has {len(season.model.batches)} batches, the site {batches}")
    found += bookings(season)
    asked = sorted((one.person, one.holder.unit.name, one.claimant.unit.name) for one in opened(season.model))
    if asked != (kept := conflicts_on_site(season)):
        found.append(f"the model asks the centre about {asked}, the site about {kept}")
    found += papers(season) + places(season) + standings(season)
    for district, code in DISTRICTS.items():
        expected = [(year, left) for year, left, _ in season.model.credits.get(district, [])]
        if expected != (kept := season.rows(CREDITS, code)):
            found.append(f"the model has the credits {expected} of {district}, the site {kept}")
    return found


# Of each its year and what is left of it; nothing of a cancelled one.
CREDITS = """
SELECT c.from_year, CASE c.status WHEN 'open' THEN c.amount_fen - (SELECT coalesce(sum(x.amount_fen), 0)
    FROM credit_use x WHERE x.credit_id = c.id AND x.returned_at IS NULL) ELSE 0 END
FROM credit c JOIN trade_union u ON u.id = c.district_id WHERE u.code = ? ORDER BY c.id
"""


def papers(season: Season) -> list[str]:
    """Corrections and proposals that are otherwise."""
    found = []
    names = {key: name for name, key in season.unit_ids.items()}
    corrections = [(one.sheet.unit.name, one.person, one.kind, one.status) for one in season.model.corrections]
    rows = season.rows(
        "SELECT c.unit_id, c.person_id, q.kind, q.status FROM enrolment_correction q"
        " JOIN coverage c ON c.id = q.coverage_id"
    )  # fmt: skip
    kept = [(names[unit], *rest) for unit, *rest in rows]
    if sorted(corrections) != sorted(kept):
        found.append(f"the model has the corrections {corrections}, the site {kept}")
    for district, code in DISTRICTS.items():
        proposed = [(one.proposer, one.status) for one in season.model.proposals if one.district == district]
        if proposed:
            # One that is no longer true falls when somebody looks.
            season.people[district].get("/submissions/rule")
        statement = (
            "SELECT a.name, p.status FROM submission_proposal p JOIN account a ON a.id = p.proposed_by"
            " JOIN trade_union u ON u.id = p.district_id WHERE u.code = ? ORDER BY p.id"
        )
        if proposed != (kept := season.rows(statement, code)):
            found.append(f"the model has the proposals {proposed} of {district}, the site {kept}")
    return found


def places(season: Season) -> list[str]:
    """Units that stand elsewhere, and requests for another place."""
    found = []
    for unit in season.model.units.values():
        ((kept,),) = season.rows(SUPERIOR, season.unit_ids[unit.name])
        if season.code(superior(unit)) != kept:
            found.append(f"{unit.name} stands under {superior(unit)} in the model and under {kept} on the site")
    for key, one in zip(season.moves, season.model.moves):
        ((kept,),) = season.rows("SELECT status FROM union_request WHERE id = ?", key)
        if one.status != kept:
            found.append(f"the request to move {one.unit.name} to {one.to} is {one.status}, on the site {kept}")
    return found


SUPERIOR = """
SELECT s.code FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id JOIN trade_union s ON s.id = u.parent_id
WHERE n.id = ?
"""


def standings(season: Season) -> list[str]:
    """People of whom the registers say something else."""
    members = [member for unit in season.model.units.values() for member in unit.members]
    expected = {one.person: one.insurance for one in members if one.person in season.model.documents}
    marks = ", ".join("?" * len(expected))
    kept = dict(season.rows(f"SELECT id, social_insurance FROM person WHERE id IN ({marks})", *expected))
    return [] if expected == kept else [f"the registers say {expected} in the model and {kept} on the site"]


def conflicts_on_site(season: Season) -> list[tuple]:
    names = {key: name for name, key in season.unit_ids.items()}
    rows = season.rows(
        "SELECT c.person_id, h.unit_id, e.unit_id FROM claim_conflict c JOIN unit_enrolment h ON h.id = c.holder_id"
        " JOIN unit_enrolment e ON e.id = c.claimant_id WHERE c.status = 'open'"
    )  # fmt: skip
    return sorted((person, names[holder], names[claimant]) for person, holder, claimant in rows)


def of_model(sheet: Sheet) -> dict:
    if sheet.status == "not-started":
        return {}
    said = {"status": sheet.status, "version": sheet.version, "plan": sheet.plan}
    if sheet.version:
        said |= {"handed": sheet.handed_plan, "rates": sheet.rates, "people": sheet.people}
    if sheet.status in COVERAGE:
        covered = {COVERAGE[sheet.status]: sheet.heads - len(sheet.voided), "voided": len(sheet.voided)}
        said |= {"covered": {status: count for status, count in covered.items() if count}}
    return said


def of_site(season: Season, sheet: Sheet) -> dict:
    row = season.sheet_row(sheet)
    if row is None:
        return {}
    status, version, plan = season.rows(
        "SELECT status, current_version, plan_type FROM unit_enrolment WHERE id = ?", row[0]
    )[0]
    kept = {"status": status, "version": version, "plan": plan}
    if version:
        handed, heads, *rates = season.rows(
            "SELECT plan_type, heads, city_fen, district_fen, base_fen FROM enrolment_version"
            " WHERE enrolment_id = ? AND version = ?", row[0], version,
        )[0]  # fmt: skip
        people = season.people_of(row[0]) if sheet.unit.name in season.people else sheet.people
        assert heads == len(people), f"{sheet.unit.name} has {heads} heads and {len(people)} people"
        kept |= {"handed": handed, "rates": tuple(rates), "people": people}
    covered = season.rows(
        "SELECT c.status, count(*) FROM coverage c JOIN enrolment_version v ON v.id = c.version_id"
        " WHERE v.enrolment_id = ? GROUP BY c.status", row[0],
    )  # fmt: skip
    return kept | ({"covered": dict(covered)} if covered else {})


def batch_of_model(batch: Batch) -> tuple:
    heads, city, district, base = batch.sums()
    return batch.status, batch.kind, batch.due_on, len(batch.sheets), heads, city, district, base, credited(batch)


def credited(batch: Batch) -> int:
    """What a batch was relieved of; a lapsed one keeps on its record what had been set against it."""
    return sum(amount for _, amount in batch.credit)


def batch_of_site(season: Season, batch: Batch) -> tuple:
    key, _ = season.batch_row(batch)
    return season.rows(
        "SELECT status, kind, voucher_due, units, heads, city_fen, district_fen, base_fen,"
        " (SELECT coalesce(sum(amount_fen), 0) FROM credit_use u WHERE u.submission_id = s.id AND returned_at IS NULL)"
        " FROM district_submission s WHERE id = ?", key,
    )[0]  # fmt: skip


# Pages


def misprints(season: Season) -> list[str]:
    """What pages show otherwise than the model says."""
    found = []
    model = season.model

    def expect(page: str, text: str, *parts: str) -> None:
        for part in parts:
            if part not in text:
                found.append(f"{page} does not show “{part}”: {text[:1500]}")

    for name in [unit.name for unit in model.units.values() if unit.name in season.people]:
        sheet = model.units[name].main
        shown = season.people[name].get("/enrolments/current").text
        equation = model.equation(sheet)
        terms = equation_of(shown)
        expected = {words: equation.get(bucket, 0) for words, bucket in BUCKETS.items()}
        if terms != expected | {"会员总数": sum(equation.values())}:
            found.append(f"the equation of {name} is {terms}, not {expected}")
        submitted = sheet.heads if sheet.status in {"submitted", "endorsed", "approved", "locked", "in-force"} else 0
        tasks = text_of(shown).replace("： ", "：")
        expect(f"the tasks of {name}", tasks, f"集中参保已提交人数：{grouped(submitted)} 人")
        if last := last_list(model.units[name], sheet.year):
            came, left = (grouped(len(people)) for people in beside(model, sheet, last))
            page = text_of(season.people[name].get(f"/enrolments/current/last-year?unit={season.unit_ids[name]}").text)
            sum_of_both = f"{grouped(last.heads)} 人 + 新增 {came} 人 － 减少 {left} 人"
            expect(f"the list of {name} beside last year's", page, f"{sum_of_both} = {grouped(equation.get('enrolling', 0))} 人")
    for who in ("binhai", "shanqian", "donghai", "xiling"):
        units = [unit for unit in model.units.values() if who in (unit.reviewer, unit.district)]
        approved = [unit.main for unit in units if unit.main.status == "approved"]
        city, district, base = (sum(sheet.amounts[part] for sheet in approved) for part in range(3))
        expect(
            f"the desk of {who}", text_of(season.people[who].get("/review").text),
            f"合计参保人数 {grouped(sum(sheet.heads for sheet in approved))} 人",
            f"保障费用 {money(city + district + base)} 其中 市总统一划拨 {money(city)} 区局/各级工会缴费 {money(district)}"
            f" 基层单位缴费 {money(base)}",
        )  # fmt: skip
    for batch in model.batches:
        heads, city, district, base = batch.sums()
        key, _ = season.batch_row(batch)
        page = text_of(season.people[batch.district].get(f"/batches/{key}").text)
        amounts = " ".join(map(money, (city + district + base, city, district, base)))
        expect("the batch", page, f"合计 {len(batch.sheets)} {grouped(heads)} {amounts}")
        if batch.status != "lapsed":
            expect("the batch", page, f"应划款金额 {money(batch.owed)}")
    ledgers(season, expect)
    return found


def equation_of(page: str) -> dict[str, int]:
    terms = re.findall(r'<span class="n">([^<]+)</span><span class="l">([^<]+)</span>', page)
    return {words: int(number.replace(",", "")) for number, words in terms}
