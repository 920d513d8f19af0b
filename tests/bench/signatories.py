"""Made-up signatories of one statement, in many scripts. The n-th is the same in every size.

No two have the same name. One of fifty is an organisation; of the people most have a country and a
day, some a role or an affiliation, and one in five hundred has withdrawn.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from clearway.records.endorsing import text_sha256
from clearway.records.fields import tidy_id

ROOT = Path(__file__).resolve().parents[2]
STATEMENT = "longer-hours"
SOURCE = "source: https://a.example"

PROCESS = f"""\
id: many
title: Opening hours of very many libraries
short_title: Opening hours
description: A made-up record, for measuring.
domain: many.example
opened: 2025-01-01
languages: [en]
zone: Europe/Zurich
stages: []
groups:
  - {{id: governments, title: Governments}}
  - {{id: civil-society, title: Civil society}}
  - {{id: technical-community, title: Technical community}}
  - {{id: academia, title: Academia}}
topics:
  - {{id: saturdays, title: Saturdays}}
{SOURCE}
"""

TEXT = "Open on Saturdays, and in the evening.\n"
OLD, NEW = (text_sha256(text) for text in ("Open on Saturdays.\n", TEXT))


class Names(NamedTuple):
    """Given names and family names of one script, and where people of such a name may be."""

    given: str
    family: str
    countries: str
    joint: str = " "


# Every second name is Latin; the others take turns.
LATIN = Names(
    "Maria José Ana Łukasz Zoë Chloé Jürgen Søren Åse Émile Nguyễn Ifeoma Kwame Aïcha Thandiwe "
    "Siobhán Björn Dvořák Çelik Mehmet Wanjiru Amina Juan Lucía Tomás Inês Rúben Ngozi Olu Pita",
    "Silva García Müller Nováková Ødegård Okafor Mensah Diallo Ndlovu O’Brien Šimić Kowalski "
    "Ström Yılmaz Kamau Traoré Fernández Gonçalves Tuilagi Hernández Ramírez Dąbrowska Horváth "
    "Ionescu Petrović Bakker Dubois Moreau Schäfer Weiß Rossi Bianchi Costa Almeida Ferreira "
    "Achieng Banda Chirwa Dlamini Eze Fofana Gueye Hossain Ibrahim Jallow Keita Lungu Mbeki "
    "Nkrumah Owusu Phiri Quispe Rakoto Sesay Tembo Usman Vargas Wanjala Xhosa Yeboah Zulu",
    "BR MX DE CZ NO NG GH SN ZA IE HR PL SE TR KE ML ES PT WS US FR IT GB BD",
)
OTHERS = (
    Names(
        "محمد فاطمة علي مريم يوسف ليلى أحمد نور عمر سلمى خالد هدى حسن زينب",
        "الحسيني القاسم بن‌علي النجار الخطيب المصري العلي حداد الشامي التميمي درويش منصور سليمان",
        "EG MA TN JO LB SA SD IQ",
    ),
    Names(
        "Борис Анна Олена Іван Сергій Наталія Дмитрий Мария Тарас Ольга Петър Милица Айгүл Жан",
        "Шевченко Иванов Коваль Петров Бондаренко Соколов Ђорђевић Николов Әбілов Кравчук Орлов",
        "UA BG RS KZ KG RU",
    ),
    Names(
        "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平",
        "李 王 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗",
        "CN TW SG MY",
        "",
    ),
    Names(
        "נועה יוסף תמר דוד מיכל אורי שרה אבי רחל יעל",
        "כהן לוי מזרחי פרץ ביטון דהן אברהם פרידמן מלכה אזולאי",
        "IL",
    ),
    Names(
        "สมชาย สมหญิง ประเสริฐ มาลี วิชัย อรุณ นภา ศิริ กิตติ พรทิพย์",
        "ใจดี แสงทอง ศรีสุข วงศ์ไทย บุญมี ทองคำ รักษา สุวรรณ",
        "TH LA",
    ),
    Names(
        "अनिल सुनीता राम सीता गीता विष्णु आशा मोहन",
        "शर्मा गुरुङ थापा श्रेष्ठ वर्मा तामाङ कार्की राई",
        "NP IN",
    ),
)
GROUPS = ("governments", "civil-society", "technical-community", "academia")
BODIES = ("Friends of the Library of", "Readers of", "Ассоциация", "جمعية", "Réseau de", "協會")


def name_of(n: int) -> tuple[str, str]:
    """The n-th person's name, and the country."""
    names = LATIN if n % 2 else OTHERS[n // 2 % len(OTHERS)]
    k = n // 2 if n % 2 else n // (2 * len(OTHERS))
    given, family, countries = (part.split() for part in names[:3])
    k, f = divmod(k, len(family))
    k, g = divmod(k, len(given))
    g = (g + 7 * f) % len(given)
    # What is left is told by a second name, and then by a number, as in 'Ana Zoë Silva II'.
    k, second = divmod(k, len(given) + 1)
    parts = [family[f], given[g]] if not names.joint else [given[g], family[f]]
    if second:
        parts.insert(1, given[second - 1])
    name = names.joint.join(parts)
    return (f"{name} {k + 1}" if k else name), countries[(n + n // 7) % len(countries)]


def write_tracker(folder: Path, number: int) -> None:
    """A whole tracker in `folder` with one statement that `number` endorse."""
    folder.mkdir(exist_ok=True)
    for part in ("mkdocs.yml", "macros.py"):
        shutil.copy(ROOT / part, folder / part)
    shutil.copytree(ROOT / "docs", folder / "docs")
    made: set[Path] = set()
    for path, text in records(number):
        target = folder / "data" / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_text(text, encoding="utf-8")


def records(number: int) -> Iterator[tuple[str, str]]:
    """Each file below data/, and its text."""
    yield "process.yaml", PROCESS
    yield f"statements/{STATEMENT}.md", statement()
    for n in range(number):
        if n % 50 == 0:
            country = name_of(n)[1]
            yield f"organisations/friends-{n}.yaml", organisation(n, country)
        id, text = endorsement(n)
        yield f"endorsements/{STATEMENT}/{id}.yaml", text


def statement() -> str:
    return (
        f"---\ntitle: Longer hours\nwhen: 2025-03-03\n{SOURCE}\n"
        "versions:\n"
        f"  - {{id: first, date: 2025-03-03, sha256: {OLD}}}\n"
        f"  - {{id: second, date: 2025-04-10, sha256: {NEW}}}\n"
        f"text: full\n---\n\n{TEXT}"
    )


def day(n: int) -> date:
    """Many at first, then fewer."""
    return date(2025, 3, 3) + timedelta(days=(n * n // 7 + n) % (1 + n % 75))


def endorsement(n: int) -> tuple[str, str]:
    if n % 50 == 0:
        who = f"name: {body_name(n)}\nkind: organisation\norganisation: friends-{n}\n"
        return f"friends-{n}", f"{who}date: {day(n)}\n{_text(n)}{SOURCE}\n"
    name, country = name_of(n)
    lines = [f"name: {name}", "kind: individual"]
    if n % 10:
        lines.append(f"country: '{country}'")
        lines.append(f"date: {day(n)}")
    if n % 11 == 0:
        lines.append("role: Librarian")
    if n % 13 == 0:
        lines.append(f"affiliation: friends-{n - n % 50}")
    if n % 3 == 0:
        lines.append(f"group: {GROUPS[n // 3 % len(GROUPS)]}")
    if n % 500 == 7:
        lines.append("withdrawn: {date: 2025-06-01}")
    id = f"{tidy_id(name) if n % 2 else 'signatory'}-{n}".strip("-")
    return id, "\n".join([*lines, _text(n) + SOURCE]) + "\n"


def _text(n: int) -> str:
    """Which text was endorsed; of some it is not known."""
    if n % 20 == 3:
        return ""
    return f"sha256: {OLD if day(n) < date(2025, 4, 10) else NEW}\n"


def body_name(n: int) -> str:
    return f"{BODIES[n // 50 % len(BODIES)]} {name_of(n + 1)[0]}"


def organisation(n: int, country: str) -> str:
    group = GROUPS[n // 50 % len(GROUPS)]
    return f"name: {body_name(n)}\ncountry: '{country}'\ngroup: {group}\n{SOURCE}\n"
