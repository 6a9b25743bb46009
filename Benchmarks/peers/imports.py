"""Imports a list of members into a SQLite database with Django: imports.py PEER ROWS FILE.

The same rules as far as they concern one row: the number's form and check character, the phone's form, and nobody
twice by number or by phone, neither in the file nor in the database. Nothing is encrypted and nothing is logged, which
is less than the platform does. The database is made durable in the same way (WAL, synchronous FULL), the file is read
with the fastest reader there is (python-calamine), and all is one transaction.
"""

import os
import re
import sys
import tempfile
import types

import django
import python_calamine
import tablib
from django.conf import settings

from measured import measured

peer, rows, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
folder = tempfile.TemporaryDirectory(prefix="gonghui-peer-")
# An application that is this file alone: django-import-export asks for the model's.
application = sys.modules["peers"] = types.ModuleType("peers")
application.__path__ = [folder.name]
settings.configure(
    INSTALLED_APPS=["peers", "import_export"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.path.join(folder.name, "members.db"),
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from import_export import resources  # noqa: E402


class Member(models.Model):
    name = models.CharField(max_length=50)
    document_type = models.CharField(max_length=50)
    number = models.CharField(max_length=50, unique=True)
    phone = models.CharField(max_length=20, unique=True)
    sex = models.CharField(max_length=10)
    union_name = models.CharField(max_length=100)
    union_code = models.CharField(max_length=50, db_index=True)
    workplace = models.CharField(max_length=100)
    label = models.CharField(max_length=50)
    household = models.CharField(max_length=50)
    address = models.CharField(max_length=200)
    expiry = models.CharField(max_length=50)
    post = models.CharField(max_length=50)

    class Meta:
        app_label = "peers"


FIELDS = [field.name for field in Member._meta.fields if field.name != "id"]
WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
NUMBER = re.compile(r"\d{17}[0-9X]\Z")
PHONE = re.compile(r"1[3-9]\d{9}\Z")


def problem(row):
    """What is wrong with a row by itself, None for a good one."""
    number = row["number"].strip()
    if not row["name"].strip() or not NUMBER.match(number):
        return "number"
    if "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS)) % 11] != number[17]:
        return "check"
    if (int(number[16]) % 2 == 1) != (row["sex"] == "男"):
        return "sex"
    return None if PHONE.match(row["phone"]) else "phone"


def sheet():
    found = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()
    next(found)
    for values in found:
        yield dict(zip(FIELDS, (str(value) for value in list(values) + [""] * (len(FIELDS) - len(values)))))


def by_hand():
    numbers, phones, batch = set(), set(), []

    def flush():
        taken = set(
            Member.objects.filter(number__in=[member.number for member in batch]).values_list("number", flat=True)
        ) | set(Member.objects.filter(phone__in=[member.phone for member in batch]).values_list("phone", flat=True))
        Member.objects.bulk_create([m for m in batch if m.number not in taken and m.phone not in taken])
        batch.clear()

    with transaction.atomic():
        for row in sheet():
            if problem(row) or row["number"] in numbers or row["phone"] in phones:
                continue
            numbers.add(row["number"])
            phones.add(row["phone"])
            batch.append(Member(**row))
            if len(batch) == 1_000:
                flush()
        if batch:
            flush()


def with_import_export(use_bulk):
    class MemberResource(resources.ModelResource):
        class Meta:
            model = Member
            fields = FIELDS
            import_id_fields = ["number"]
            use_transactions = True
            batch_size = 1_000
            force_init_instance = use_bulk
            skip_diff = use_bulk

        def before_import_row(self, row, **kwargs):
            found = problem(row)
            if found:
                raise ValidationError(found)

    MemberResource._meta.use_bulk = use_bulk
    data = tablib.Dataset(headers=FIELDS)
    for row in sheet():
        data.append([row[field] for field in FIELDS])
    MemberResource().import_data(data, raise_errors=True)


with connection.schema_editor() as editor:
    editor.create_model(Member)
works = {
    "django-by-hand": by_hand,
    "django-import-export-bulk": lambda: with_import_export(True),
    "django-import-export": lambda: with_import_export(False),
}
measured("import-command", rows, works[peer])
assert Member.objects.count() == rows, Member.objects.count()
