"""What the model says of the bank: statements, what their lines most likely pay, what is booked, set aside and opened
again (domain, 5.6, ledger).

What is owed is told by a key: a unit and the place of its list, or a district and the place of its batch.
"""

from harness.model import DONE, REFUSED, Model
from harness.records import Batch, Line, Sheet
from harness.years import last_day

Key = tuple[str, int]
ODD = 12_34
ASIDE, AGAIN = "aside", "again"
# What a line says that brings no money, as the bank writes it.
NO_MONEY = {"outgoing": "-5.00", "unreadable": "壹拾元"}


# What is owed, and to whom


def subject(model: Model, key: Key) -> Sheet | Batch:
    name, place = key
    if name in model.units:
        return model.units[name].sheets[place]
    return [batch for batch in model.batches if batch.district == name][place]


def due(model: Model, keeper: str, key: Key) -> int:
    """What is owed to the keeper of a ledger: batches to the centre, lists to the district that answers for them."""
    found = subject(model, key)
    creditor = "centre" if isinstance(found, Batch) else found.creditor
    return found.owed if creditor == keeper else 0


def paid(model: Model, keeper: str, key: Key) -> int:
    """What has come in for it at the keeper's own bank."""
    return sum(line.amount for line in model.lines if line.keeper == keeper and line.pays == key)


def left(model: Model, keeper: str, key: Key) -> int:
    return due(model, keeper, key) - paid(model, keeper, key)


def keys_of(model: Model, target: str) -> list[Key]:
    """The numbers that somebody could write into a remark: lists that were handed in, or batches."""
    if target in model.units:
        return [(target, place) for place, sheet in enumerate(model.units[target].sheets) if sheet.version]
    return [(target, place) for place, _ in enumerate(batch for batch in model.batches if batch.district == target)]


def newest(model: Model, target: str) -> Key | None:
    """What the target pays now: a district its latest batch, a unit the list of 集中参保 on which it works."""
    if target not in model.units:
        return next(reversed(keys_of(model, target)), None)
    return next((key for key in keys_of(model, target) if subject(model, key) is model.units[target].main), None)


def receivables(model: Model, keeper: str, years: range) -> list[Key]:
    """What stands in a ledger: whatever is owed, and what was paid although nothing is."""
    every = dict.fromkeys([*model.units, *(batch.district for batch in model.batches)])
    known = [key for target in every for key in keys_of(model, target) if subject(model, key).year in years]
    return [key for key in known if due(model, keeper, key) > 0 or paid(model, keeper, key) > 0]


def payable(model: Model, line: Line) -> list[Key]:
    """What the line can pay: of the year of its day, the one before and the one after."""
    year = int(line.day[:4])
    return receivables(model, line.keeper, range(year - 1, year + 2))


# A statement


def coming(model: Model, who: str, lines: list[list]) -> list[Line | int | str]:
    """What a statement's lines are as things stand: new ones, places of those that came before, or words that are no
    money."""
    found: list[Line | int | str] = []
    earlier = [place for place, line in enumerate(model.lines) if line.keeper == who]
    for one in lines:
        if one[0] != AGAIN:
            found.append(read(model, who, *one))
        elif earlier:
            found.append(earlier[one[1] % len(earlier)])
    return found


def read(model: Model, who: str, target: str, place: int, amount: str, by: str) -> Line | str:
    """A line about something that the target owes: what is open of it, a part or another amount, with its number in
    the remark, from the payer, or both."""
    if amount in NO_MONEY:
        return NO_MONEY[amount]
    keys = keys_of(model, target)
    key = keys[place % len(keys)] if keys else None
    wanted = left(model, who, key) if key else 0
    fen = {"open": wanted, "part": wanted // 2, "odd": ODD}[amount]
    names, payer = key if by in {"number", "both"} else None, target if by in {"payer", "both"} else None
    return Line(who, len(model.statements), model.day, fen if fen > 0 else ODD, names, payer)


def statement(model: Model, who: str, lines: list[list]) -> str:
    """Keeps what is new in it, and books nothing; a file in which no money came in is none."""
    found = [line for line in coming(model, who, lines) if not isinstance(line, str)]
    if not found:
        return REFUSED
    model.lines += [line for line in found if isinstance(line, Line)]
    model.statements.append(who)
    return DONE


def of_newest(model: Model, who: str) -> list[Line] | None:
    """The lines of the newest statement that somebody keeps."""
    kept = [number for number, keeper in enumerate(model.statements) if keeper == who]
    return of_statement(model, kept[-1]) if kept else None


def of_statement(model: Model, number: int) -> list[Line]:
    return [line for line in model.lines if line.statement == number]


# Booking


def proposals(model: Model, lines: list[Line]) -> list[tuple[Line, Key]]:
    """Lines that fit in two ways, by the amount and by the number or the payer, one receivable that nothing else and no
    line before them would pay."""
    found: list[tuple[Line, Key]] = []
    for line in [line for line in lines if line.status == "open"]:
        known = payable(model, line)
        fitting = [key for key in known if left(model, line.keeper, key) == line.amount]
        if line.names in known:
            fitting = [key for key in fitting if key == line.names]
        else:
            fitting = [key for key in fitting if key[0] == line.payer]
        if len(fitting) == 1 and fitting[0] not in [key for _, key in found]:
            found.append((line, fitting[0]))
    return found


def sure(model: Model, who: str, more: int = 0) -> str:
    """全部确认 of what is sure in the newest statement, of as many as the page has shown."""
    lines = of_newest(model, who)
    if lines is None or more:
        return REFUSED
    for line, key in proposals(model, lines):
        line.status, line.pays = "booked", key
    return DONE


def book(model: Model, who: str, decisions: list[list]) -> str:
    """What somebody decides of lines of the newest statement, by their places: all of it or nothing."""
    chosen = decided(model, who, decisions)
    if not chosen or any(line.status != "open" for line, _ in chosen):
        return REFUSED
    if any(what != ASIDE and what not in payable(model, line) for line, what in chosen):
        return REFUSED
    for line, what in chosen:
        line.status, line.pays = (ASIDE, None) if what == ASIDE else ("booked", what)
    return DONE


def decided(model: Model, who: str, decisions: list[list]) -> list[tuple[Line, Key | str | None]]:
    """Each line with what it is to pay; of two decisions about one line the last counts."""
    lines = of_newest(model, who)
    if not lines:
        return []
    chosen: dict[int, tuple[Line, Key | str | None]] = {}
    for place, *what in decisions:
        at = place % len(lines)
        keys = [] if what == [ASIDE] else keys_of(model, what[0])
        chosen[at] = lines[at], ASIDE if what == [ASIDE] else keys[what[1] % len(keys)] if keys else None
    return list(chosen.values())


def pay(model: Model, who: str, target: str, exactly: bool) -> str:
    """A statement with one line: what is open, which is booked as sure, or another amount, which somebody decides."""
    line = payment(model, who, target, exactly)
    if line is None:
        return REFUSED
    model.statements.append(who)
    model.lines.append(line)
    if line.names not in payable(model, line):
        return REFUSED
    line.status, line.pays = "booked", line.names
    return DONE


def payment(model: Model, who: str, target: str, exactly: bool) -> Line | None:
    key = newest(model, target)
    if key is None or (exactly and left(model, who, key) <= 0):
        return None
    # A line may pay what was due in the year before, and nothing older.
    day = min(model.day, last_day(subject(model, key).year + 1))
    return Line(who, len(model.statements), day, left(model, who, key) if exactly else ODD, key, None)


def undo(model: Model, who: str, place: int | None = None) -> str:
    """撤销 of a line that was booked or set aside: the newest booked one, or any."""
    line = settled(model, who, place)
    if line is None or line.status == "open":
        return REFUSED
    line.status, line.pays = "open", None
    return DONE


def settled(model: Model, who: str, place: int | None) -> Line | None:
    own = [line for line in model.lines if line.keeper == who]
    if place is not None:
        return own[place % len(own)] if own else None
    return next((line for line in reversed(own) if line.status == "booked"), None)
