"""What the columns of a form are taken to hold, and what is said where that is unclear."""

from __future__ import annotations

import pytest

from clearway.contribute.endorsements.columns import (
    ImportTable,
    Sheet,
    TableRow,
    columns_of,
    with_headers,
)
from clearway.contribute.endorsements.phrases import Field
from clearway.errors import InputError


def table(*rows: str) -> ImportTable:
    return with_headers(
        Sheet(tuple(TableRow(n, tuple(row.split(";"))) for n, row in enumerate(rows, 1)), "")
    )


def fields(*rows: str, **mapped: Field) -> list[str | None]:
    return [column.field for column in columns_of(table(*rows), mapped)]


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ("Timestamp;Your full name;Country;E-mail", "date name country contact"),
        ("Horodateur;Nom et prénom;Pays;Adresse e-mail", "date name country contact"),
        ("Marca temporal;Nombre completo;País;Correo electrónico", "date name country contact"),
        ("Zeitstempel;Vor- und Nachname;Land;E-Mail-Adresse", "date name country contact"),
        ("Carimbo de data/hora;Nome completo;País;Telefone", "date name country contact"),
        ("Отметка времени;ФИО;Страна;Электронная почта", "date name country contact"),
        ("طابع زمني;الاسم الكامل;البلد;البريد الإلكتروني", "date name country contact"),
        ("时间戳记;姓名;国家;电子邮件", "date name country contact"),
        ("First name *;Surname;Name of the organisation;Job title",
         "given-name family-name organisation role"),
        ("What is your name?;Which stakeholder group are you in?;I agree to be named",
         "name group consent"),
        ("Name of signatory;I am endorsing as;Affiliation (optional);E-mail of the organisation",
         "name kind affiliation contact"),
        ("Name;Country of residence;Colour", "name country None"),
    ],
)  # fmt: skip
def test_headers_in_many_languages(headers: str, found: str) -> None:
    assert " ".join(map(str, fields(headers))) == found


def test_a_type_is_told_by_its_answers() -> None:
    assert fields("Name;Type", "Ann;Individual", "Bo;NGO") == ["name", "kind"]
    assert fields("Name;Type", "Ann;Readers", "Bo;Staff") == ["name", "group"]
    asked = "Name;Do you sign for yourself or for your organisation?;Organisation"
    assert fields(asked, "Ann;Myself;", "Bo;My organisation;Friends") == [
        "name", "kind", "organisation",
    ]  # fmt: skip
    assert fields("Name;Your organisation", "Ann;Personal Ltd") == ["name", "organisation"]


def test_headers_may_stand_below_a_title() -> None:
    found = table("Our endorsements", "Name;Country", "No;NO", "Country;Name")
    assert (found.headers, [row.line for row in found.rows]) == (("Name", "Country"), [3, 4])
    assert table("Q1;Q2", "No;NO", "Bo;Name").headers == ("Q1", "Q2")


def test_what_is_told_comes_before_what_is_seen() -> None:
    assert fields("Name;Full name;Country", "Ann;Ann B.;NO", Name=Field.IGNORE) == [
        "ignore", "name", "country",
    ]  # fmt: skip
    assert fields("Name;Full name", "Ann;Ann B.", B=Field.NAME) == [None, "name"]


def test_branches_of_a_form_are_one_column() -> None:
    assert fields("Name;Country;Country", "Ann;NO;", "Bo;;SE") == ["name", "country", "country"]


def test_what_is_unclear_is_told_with_all_columns_and_an_example() -> None:
    with pytest.raises(InputError) as two:
        fields("Name;Full name;Mail;Colour", "Ann;Ann B.;a@b.example;red")
    assert str(two.value) == (
        "both 'Name' and 'Full name' look as if they held the name.\n"
        "\n"
        "The columns are:\n"
        "   A  Name       name\n"
        "   B  Full name  name\n"
        "   C  Mail       contact data, never kept\n"
        "   D  Colour     ?   such as 'red'\n"
        "\n"
        'Say which is which, for example: --map "Full name=ignore"\n'
        "A column can be name, given-name, family-name, organisation, kind, group, country, "
        "affiliation, role, date, consent, ignore."
    )
    with pytest.raises(InputError) as none:
        fields("Q1;Q2", "Ann;NO")
    assert str(none.value).startswith(
        "no column looks as if it held the names.\n\nThe columns are:\n"
        "   A  Q1  ?   such as 'Ann'\n"
    )
    assert '--map "Q1=name"' in str(none.value)
    with pytest.raises(InputError) as wrong:
        fields("Name", "Ann", Nmae=Field.NAME)
    assert str(wrong.value) == "there is no column 'Nmae'. Did you mean Name?"
