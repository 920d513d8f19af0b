"""What people answer in forms: countries, groups, kinds, consents.

Covers: clearway.contribute.endorsements.geography.
"""

from __future__ import annotations

import pytest

from clearway.contribute.endorsements.geography import country_of, group_of, groups_by_name
from clearway.contribute.endorsements.phrases import agrees, kind_of
from clearway.records.kinds.process import Group
from clearway.records.kinds.statement import SignatoryKind


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("NO", "Norway|norge|NO|NOR|578|Norwegen|Norvège|النرويج|挪威|Norway (NO)|NO - Norway"),
        ("CI", "Côte d’Ivoire|cote d'ivoire|Ivory Coast|Elfenbeinküste"),
        ("GB", "UK|U.K.|United Kingdom|Great Britain|Vereinigtes Königreich"),
        ("US", "USA|U.S.A.|United States of America|the United States|États-Unis"),
        ("KR", "South Korea|Korea, Republic of|Republic of Korea|대한민국"),
        ("CD", "DRC|Democratic Republic of the Congo|Congo - Kinshasa"),
        ("KE", "Kenya / Nairobi|KENYA.|kenya"),
        ("NE", "Niger"),
        ("TZ", "Tanzania|United Republic of Tanzania|Tansania"),
        ("EE", "Estonia|Eesti|Viro"),
    ],
)
def test_a_country_has_many_names(code: str, names: str) -> None:
    assert {name: country_of(name) for name in names.split("|")} == dict.fromkeys(
        names.split("|"), code
    )


@pytest.mark.parametrize("name", ["Atlantis", "Norway, Sweden", "ZZ", "", "Europe", "123"])
def test_what_is_no_single_country_is_none(name: str) -> None:
    assert country_of(name) is None


def test_groups_are_those_of_the_process() -> None:
    titles = {"en": "Civil society", "fr": "Société civile"}
    groups = ({"id": "civil", "title": titles}, {"id": "staff", "title": "Governments"})
    known = groups_by_name([Group.model_validate(group) for group in groups])
    answers = ("civil", "CIVIL SOCIETY", "societe civile", "Civil society (NGOs)", "Government")
    assert [group_of(answer, known) for answer in answers] == ["civil"] * 4 + ["staff"]
    assert group_of("Pirates", known) is None


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("Organisation", "organisation"),
        ("On behalf of an organization", "organisation"),
        ("Association", "organisation"),
        ("Individual (not for an organisation)", "individual"),
        ("In my personal capacity", "individual"),
        ("À titre personnel", "individual"),
        ("Einzelperson", "individual"),
        ("Persona jurídica", "organisation"),
        ("个人", "individual"),
        ("sometimes", None),
        ("", None),
    ],
)
def test_a_kind_is_said_in_words(answer: str, kind: str | None) -> None:
    assert kind_of(answer) == (SignatoryKind(kind) if kind else None)


@pytest.mark.parametrize(
    ("answer", "is_consent"),
    [
        ("Yes", True),
        ("Y", True),
        ("✓", True),
        ("I agree that my name is published; my address will not be", True),
        ("J'accepte", True),
        ("Ich stimme zu", True),
        ("Sí", True),
        ("", False),
        ("No", False),
        ("I do not agree", False),
        ("Ich stimme nicht zu", False),
        ("Je n'accepte pas", False),
        ("No acepto", False),
        ("不同意", False),
        ("perhaps", None),
    ],
)
def test_a_consent_is_a_yes(answer: str, is_consent: bool | None) -> None:
    assert agrees(answer) is is_consent
