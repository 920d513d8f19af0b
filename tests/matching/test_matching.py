"""One signatory under two names: what is found, what is not, and in how long.

Covers: clearway.matching, clearway.matching.letters, clearway.matching.names,
clearway.matching.signatory.
"""

import time
from pathlib import Path

import pytest

from clearway.matching import NameIndex, Sameness, lesser_names, named, own_names
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import SignatoryKind
from clearway.records.reading.load import read_process
from tests.running import ROOT

ORGANISATION, PERSON = SignatoryKind.ORGANISATION, SignatoryKind.INDIVIDUAL
EXACT, LIKELY = Sameness.EXACT, Sameness.LIKELY


def entry(id: str, name: str, country: str | None = None, **more: object) -> Organisation:
    given = {"id": id, "name": name, "source": "https://library.example", **more}
    return Organisation.model_validate(given | ({"country": country} if country else {}))


REGISTER = (
    entry("internet-society", "Internet Society", "US", acronyms=["ISOC"]),
    entry("isoc-ng", "Internet Society Nigeria Chapter", "NG", other_names=["ISOC Nigeria"]),
    entry("gpd", "Global Partners Digital", "GB", former_names=["Global Partners and Associates"]),
    entry(
        "isoc-ly",
        "ISOC Libya",
        "LY",
        other_names=[{"ar": "مجتمع الإنترنت ليبيا", "en": "Internet Society Libya Chapter"}],
    ),
)


def met(one: str, other: str, kind: SignatoryKind = ORGANISATION) -> list[Sameness]:
    """What is said of two names, whichever of them comes first."""
    found = []
    for first, second in ((one, other), (other, one)):
        index: NameIndex[str] = NameIndex(REGISTER)
        index.add(first, [first], kind=kind)
        found.append([sameness for _, sameness in index.matches([second], kind=kind)])
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fundación Multitudes", "FUNDACION  MULTITUDES"),
        ("NetMission.Asia", "Net Mission Asia"),
        ("Łódź & Sons", "lodz and sons"),
        ("Ａｃｃｅｓｓ　Ｎｏｗ", "Access Now"),
        ("Straße der Bücher", "STRASSE DER BUCHER"),
    ],
)
def test_the_same_letters_are_exact(one: str, other: str) -> None:
    assert met(one, other) == [EXACT]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # legal forms
        ("Kontemporary Konsulting Ltd", "Kontemporary Konsulting"),
        ("Wikimedia Deutschland e. V.", "Wikimedia Deutschland"),
        ("Bücherfreunde GmbH", "Bücherfreunde AG"),
        ("Asociación Lectores", "Lectores, S.A."),
        ("The Usawa Institute", "Usawa Institute"),
        # acronyms
        ("ISOC Norway", "Internet Society Norway Chapter"),
        ("Association for Progressive Communications", "APC"),
        ("Global Forum for Media Development (GFMD)", "Global Forum for Media Development"),
        ("Global Forum for Media Development (GFMD)", "GFMD – Global Forum for Media Development"),
        ("R3D: Red en Defensa de los Derechos", "Red en Defensa de los Derechos"),
        ("KICTANet", "Kenya ICT Action Network (KICTANet)"),
        ("KICTANet - Kenya ICT Action Network", "KICTANet"),
        ("EDRi", "European Digital Rights (EDRi)"),
        # letters of one's own
        ("Universität Zürich", "Universitaet Zuerich"),
        # countries
        ("Wikimedia CH", "Wikimedia Switzerland"),
        ("Wikimedia Deutschland", "Wikimedia Germany"),
        ("Internet Society Capítulo República Dominicana", "ISOC Dominican Republic Chapter"),
        # script
        ("Библиотека Читателей", "Biblioteka Chitateley"),
        ("Аccess Now", "Access Now"),  # with a Cyrillic А
        # order
        ("Nigeria Chapter of the Internet Society", "ISOC Nigeria"),
        # slips
        ("Global Forum for Media Developement", "Global Forum for Media Development"),
        ("International Center for Reading", "Internatinal Centre for Reading"),
        ("ISOC Nigera", "ISOC Nigeria"),
    ],
)
def test_organisations_that_are_likely_one(one: str, other: str) -> None:
    assert met(one, other) == [LIKELY]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Internet Society", "Internet Society Nigeria Chapter"),
        ("ISOC", "ISOC Nigeria"),
        ("ISOC Nigeria", "ISOC Niger"),
        ("ISOC Gambia", "ISOC Zambia"),
        ("ISOC Dominica", "ISOC Dominican Republic"),
        ("ISOC Congo - Brazzaville", "ISOC Congo - Kinshasa"),
        ("Internet Society", "Internet Society Foundation"),
        ("Wikimedia CH", "Wikimedia Deutschland"),
        ("Section 12 of the Readers", "Section 13 of the Readers"),
        ("East Library", "West Library"),
        ("African Press Council (APC)", "Association for Progressive Communications (APC)"),
        ("IEEE – Standards Association", "Standards Association"),
        ("ISOC: Nigeria", "Nigeria"),
        ("Ministry of Culture of Chile", "Ministry of Culture of Peru"),
        ("University of California, Berkeley", "University of California, Los Angeles"),
        ("किरण पुस्तकालय", "करण पुस्तकालय"),
    ],
)
def test_organisations_that_are_two(one: str, other: str) -> None:
    assert met(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Kari Nordmann", "KARI NORDMANN", [EXACT]),
        ("Min-seo Kim", "Minseo Kim", [EXACT]),
        ("Siobhán O'Brien", "Siobhan O’Brien", [EXACT]),
        ("Min Seo Kim", "Minseo Kim", [LIKELY]),
        ("Nordmann, Kari", "Kari Nordmann", [LIKELY]),
        ("Prof. Dr. Kari Nordmann", "Kari Nordmann", [LIKELY]),
        ("Atty. Maria Santos", "Maria Santos", [LIKELY]),
        ("Dra. Ana Ruiz", "Ana Ruiz", [LIKELY]),
        ("Alice Wong PhD", "Alice Wong", [LIKELY]),
        ("Jürgen Schröder", "Juergen Schroeder", [LIKELY]),
        ("Müller", "Mueller", [LIKELY]),
        ("王伟", "Wang Wei", [LIKELY]),
        ("王伟", "王薇", []),  # sounded alike, and written unlike
        ("Kari Nordmann, Friends of the Library", "Kari Nordmann", [LIKELY]),
        ("Kari B. Nordmann", "Kari Nordmann", [LIKELY]),
        ("Wolfgang Kleinwaechter", "Wolfgang Kleinwächter", [LIKELY]),
        ("Kim Min Seo", "Minseo Kim", [LIKELY]),
        ("Kari Nordman", "Kari Nordmann", [LIKELY]),
        ("Лев Толстой", "Lev Tolstoy", [LIKELY]),
        ("محمد النجار", "Mohammed al-Najjar", [LIKELY]),
        ("Kari B. Nordmann", "Kari C. Nordmann", []),
        ("Mario Nordmann", "Maria Nordmann", []),
        ("Daniel Nordmann", "Daniela Nordmann", []),
        ("Minseo Kim", "Minsoo Kim", []),
        ("Kari Nordmann", "Ola Nordmann", []),
    ],
)
def test_people(one: str, other: str, said: list[Sameness]) -> None:
    assert met(one, other, PERSON) == said


def test_the_register_makes_two_names_one() -> None:
    index: NameIndex[str] = NameIndex(REGISTER)
    for known in REGISTER:
        index.add(
            known.id,
            own_names(known),
            kind=ORGANISATION,
            country=known.country,
            organisation=known.id,
            lesser=lesser_names(known),
        )
    said = {
        "ISOC Nigeria": [("isoc-ng", EXACT)],
        "Internet Society Libya Chapter": [("isoc-ly", EXACT)],
        "مجتمع الإنترنت ليبيا": [("isoc-ly", EXACT)],
        "ISOC": [("internet-society", LIKELY)],
        "Global Partners & Associates": [("gpd", LIKELY)],
    }
    assert {name: list(index.matches([name], kind=ORGANISATION)) for name in said} == said
    found = index.matches(["Readers"], kind=ORGANISATION, organisation="gpd")
    assert list(found) == [("gpd", EXACT)]


def test_what_is_known_tells_two_of_one_name_apart() -> None:
    index: NameIndex[str] = NameIndex()
    index.add("her", ["Kari Nordmann"], kind=PERSON, country="NO", affiliation="friends")
    index.add("them", ["Reading Aloud"], kind=ORGANISATION, country="NO")

    def said(name: str, kind: SignatoryKind, **known: str) -> list[tuple[str, Sameness]]:
        return list(index.matches([name], kind=kind, **known))

    assert said("Kari Nordmann", PERSON, country="NO") == [("her", EXACT)]
    assert said("Kari Nordmann", PERSON, country="SE") == []
    assert said("Kari Nordmann", PERSON, affiliation="union") == [("her", LIKELY)]
    assert said("Nordmann Kari", PERSON, affiliation="union") == []
    assert said("Reading Aloud", ORGANISATION, country="SE") == [("them", LIKELY)]
    assert said("Reading Aloud Ltd", ORGANISATION, country="SE") == []
    # An organisation filed as a person.
    assert said("Reading aloud", PERSON, country="NO") == [("them", LIKELY)]


def test_another_index_knows_the_same_acronyms_and_none_of_the_signatories() -> None:
    one: NameIndex[str] = NameIndex(REGISTER)
    one.add("them", ["Internet Society Nigeria"], kind=ORGANISATION)
    other = one.another()
    assert list(other.matches(["ISOC Nigeria"], kind=ORGANISATION)) == []
    other.add("others", ["Internet Society Nigeria"], kind=ORGANISATION)
    assert list(other.matches(["ISOC Nigeria"], kind=ORGANISATION)) == [("others", LIKELY)]
    assert list(one.matches(["ISOC Nigeria"], kind=ORGANISATION)) == [("them", LIKELY)]


def test_no_false_alarm_in_the_shipped_record() -> None:
    process = read_process(Path(ROOT)).process
    assert process is not None
    register = {organisation.id: organisation for organisation in process.organisations}
    index: NameIndex[str] = NameIndex(process.organisations)
    alarms = []
    for endorsement in process.endorsements:
        signed = named(endorsement, register)
        alarms += [(endorsement.id, *other) for other in index.matches(**signed)]
        index.add(endorsement.id, **signed)
    assert (len(process.endorsements), alarms) == (65, [])


def test_one_name_many_times_over_takes_no_day() -> None:
    index: NameIndex[int] = NameIndex()
    began = time.process_time()
    for number in range(5000):
        next(index.matches(["Kari Nordmann"], kind=PERSON), None)
        index.add(number, ["Kari Nordmann"], kind=PERSON)
    assert time.process_time() - began < 5
