"""The calendar of the plan years: the same steps on the same days of every year (domain, 5.1)."""

FIRST_YEAR = 2024

# First and last day of each step of the first year, in the order of the season.
WINDOWS = {
    "share-setting": ("2023-10-25", "2023-10-31"),
    "confirmation": ("2023-11-01", "2023-12-25"),
    "enrolment": ("2023-11-01", "2023-12-25"),
    "review": ("2023-11-01", "2023-12-25"),
    "district-submission": ("2023-12-26", "2023-12-31"),
    "voucher": ("2023-12-26", "2024-01-20"),
    "instant": ("2024-01-01", "2024-12-31"),
}
# The step that must not be over before this one.
NEXT = {
    "confirmation": "enrolment",
    "enrolment": "district-submission",
    "review": "district-submission",
    "district-submission": "voucher",
}


def moved(day: str, year: int) -> str:
    """A day of the first plan year's season, in the season of another plan year."""
    return f"{int(day[:4]) + year - FIRST_YEAR}{day[4:]}"


def opens(step: str, year: int) -> str:
    return moved(WINDOWS[step][0], year)


def closes(step: str, year: int) -> str:
    """As the calendar has it, without extensions."""
    return moved(WINDOWS[step][1], year)


def register_as_of(year: int) -> str:
    return moved("2023-08-31", year)


def first_day(year: int) -> str:
    return f"{year}-01-01"


def last_day(year: int) -> str:
    return f"{year}-12-31"
