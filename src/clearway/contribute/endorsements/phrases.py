"""What people call the columns of a form, and what they answer in them, in several languages.

Each phrase is written as `plain` makes it: without case, accents and signs.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from unicodedata import combining, normalize

from clearway.records.kinds.statement import SignatoryKind


class Field(StrEnum):
    """What a column may hold."""

    NAME = "name"
    GIVEN = "given-name"
    FAMILY = "family-name"
    ORGANISATION = "organisation"
    KIND = "kind"
    GROUP = "group"
    COUNTRY = "country"
    AFFILIATION = "affiliation"
    ROLE = "role"
    DATE = "date"
    CONSENT = "consent"
    CONTACT = "contact"
    """E-mail addresses and telephone numbers: such a column is never kept."""
    IGNORE = "ignore"


_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text's words in lower case, without accents and signs, one space between."""
    letters = "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))
    return _NO_WORD.sub(" ", letters).strip()


def _phrases(text: str) -> frozenset[str]:
    return frozenset(plain(phrase) for phrase in re.split(r"[|\n]", text) if phrase.strip())


HEADERS: dict[Field, frozenset[str]] = {
    Field.IGNORE: _phrases(
        """
        line|outcome|reason|remedy|response id|id|no|seed|last page|start language|date started
        startdate|datestamp|date last action|ip address|ipaddr|referrer url|refurl|user id
        user display name|score|total score|comments|comment|remarks|commentaires|comentarios
        remarques|bemerkungen|kommentar|anmerkungen|id de la reponse|antwort id|derniere page
        langue de depart|date de lancement|date de la derniere action|letzte seite|startsprache
        datum gestartet|datum letzte aktivitat|token|access code
        """
    ),
    Field.CONTACT: _phrases("mail|e mail|email|phone|telephone|tel|mobile|whatsapp|signal"),
    Field.DATE: _phrases(
        """
        timestamp|date|date submitted|submitdate|submitted|submitted on|submission date|signed
        signed on|date of endorsement|horodateur|horodatage|date de soumission|marca temporal
        fecha|fecha de envio|carimbo de data hora|data|zeitstempel|datum|abgabedatum
        datum abgeschickt|informazioni cronologiche|data e ora|tijdstempel|отметка времени|дата
        طابع زمني|التاريخ|时间戳记|时间戳|日期|タイムスタンプ
        """
    ),
    Field.KIND: _phrases(
        """
        kind|kind of signatory|type of signatory|signatory type|i endorse as|endorsing as
        signing as|i am signing as|i sign as|on whose behalf|capacity|type de signataire
        je signe en tant que|tipo de firmante|firmo como|tipo de signatario|assino como
        art|ich unterzeichne als|wer unterzeichnet|tipo di firmatario|soort ondertekenaar
        тип подписанта|签署者类型|نوع الموقع
        """
    ),
    Field.GROUP: _phrases(
        """
        group|stakeholder group|stakeholder|sector|constituency|groupe|groupe de parties prenantes
        partie prenante|secteur|grupo|grupo de interes|grupo de partes interesadas|setor|sector
        gruppe|interessengruppe|stakeholdergruppe|gruppo|settore|groep|группа|сектор
        المجموعة|أصحاب المصلحة|利益相关方|利益攸关方|类别|組
        """
    ),
    Field.COUNTRY: _phrases(
        """
        country|country of residence|country or territory|nation|pays|pays de residence|pais
        pais de residencia|land|staat|wohnsitzland|paese|nazione|страна|البلد|الدولة|国家|国家地区
        国|国名|kraj|zeme|riik|maa|ulke|nchi|negara|देश|나라|국가
        """
    ),
    Field.AFFILIATION: _phrases(
        """
        affiliation|affiliations|institution|institutional affiliation|employer|afiliacion
        afiliacao|filiacao|institucion|instituicao|zugehorigkeit|arbeitgeber|einrichtung
        affiliazione|ente|istituzione|affiliatie|instituce|instytucja|institucija|intezmeny
        institutie|institusjon|instelling|faculty|workplace|arbejdsplads|arbetsgivare
        аффилиация|место работы|الانتماء|所属|隶属机构|单位
        """
    ),
    Field.ROLE: _phrases(
        """
        role|position|job title|title|function|fonction|poste|cargo|puesto|funcao|funktion
        position in the organisation|ruolo|carica|functie|должность|المنصب|الوظيفة|职务|职位|役職
        """
    ),
    Field.ORGANISATION: _phrases(
        """
        organisation|organization|name of organisation|name of organization|name of the organisation
        name of the organization|organisation name|organization name|organisations name
        company|company name|ngo|org|organisace|organizacja|organizacija
        organizacion|nombre de la organizacion|entidad|organizacao
        nome da organizacao|nom de l organisation|nom de l organisme|organisme|association
        organisation oder firma|name der organisation|firma|verein|organizzazione
        nome dell organizzazione|organisatie|naam van de organisatie|организация
        название организации|المنظمة|اسم المنظمة|المؤسسة|组织|组织名称|机构|机构名称|団体名|組織名
        """
    ),
    Field.GIVEN: _phrases(
        """
        first name|firstname|given name|given names|forename|prenom|nombres|nombre de pila
        primeiro nome|vorname|voornaam|имя|الاسم الأول|名
        """
    ),
    Field.FAMILY: _phrases(
        """
        last name|lastname|surname|family name|nom de famille|apellido|apellidos|sobrenome
        nachname|familienname|cognome|achternaam|фамилия|اسم العائلة|姓
        """
    ),
    Field.NAME: _phrases(
        """
        name|full name|your name|your full name|signatory|name of signatory|signature|signed by
        name of person or organisation|name of individual or organisation|name or organisation
        nom|nom complet|votre nom|nom et prenom|prenom et nom|nom du signataire|nombre
        nombre completo|su nombre|nombre y apellidos|nome|nome completo|seu nome|ihr name
        vollstandiger name|vor und nachname|nome e cognome|naam|uw naam|volledige naam
        jmeno|jmeno prijmeni|jmeno a prijmeni|imie i nazwisko|ime i prezime|meno a priezvisko
        navn|namn|nimi|nev|nume si prenume
        имя и фамилия|фио|полное имя|الاسم|الاسم الكامل|姓名|名字|氏名|お名前
        """
    ),
    Field.CONSENT: _phrases(
        """
        consent|i agree|agreement|privacy|gdpr|data protection|consentement|consentimiento
        consentimento|einwilligung|datenschutz|consenso|toestemming|согласие|موافقة|الموافقة|同意
        """
    ),
}

_W = r"(?:^|.* )"
KEYWORDS: tuple[tuple[Field, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        # In this order: 'E-mail of the organisation' is first of all an e-mail.
        (Field.CONTACT, rf"{_W}(e ?mail|courriel|correo|mail|телефон|почта|phone|telephone|telefon"
                        r"|telefono|whatsapp|contact|邮箱|电子邮件|بريد|البريد)"),
        (Field.CONSENT, rf"{_W}(consent\w*|i agree|we agree|gdpr|privacy|j accepte|acepto|aceito|"
                        r"autorizo|j autorise|einverstanden|stimme|zustimm\w*|einwillig\w*|"
                        r"согла\w*|akkoord|acconsent\w*)"),
        (Field.DATE, rf"{_W}(timestamp|date submitted|date of (sign|endors|submi)\w*|signed on)"),
        (Field.KIND, rf"{_W}((endors|sign)\w* (as|on behalf)|signatory type|type of signatory|"
                     r"individual or (an )?organi[sz]ation|organi[sz]ation or (an )?individual|"
                     r"person or organi[sz]ation|en tant que|como|unterzeichne\w* als)( |$)"),
        (Field.GROUP, rf"{_W}(stakeholder\w*|constituency|sector|parties? prenantes?|interesadas|"
                      r"type of organi[sz]ation|organi[sz]ation type|type d organisation|"
                      r"tipo de organiza\w+|interessengruppe)( |$)"),
        (Field.COUNTRY, rf"{_W}(countr\w+|pays|pais|paese|страна|land)( |$)"),
        (Field.AFFILIATION, rf"{_W}(affiliat\w+|employer|afilia\w+|zugehorig\w+|affiliazione)"),
        (Field.ROLE, rf"{_W}(job title|role|position|fonction|cargo|funktion|должность)( |$)"),
        (Field.ORGANISATION, rf"{_W}(organi[sz]ations?|organisme|organizacion|organizacao|firma|"
                             r"organizzazione|organisatie|организаци\w+|company|institution)( |$)"),
        (Field.GIVEN, rf"{_W}(first name|given names?|prenom|vorname)( |$)"),
        (Field.FAMILY, rf"{_W}(last name|surname|family name|nom de famille|nachname)( |$)"),
        (Field.NAME, rf"{_W}(name|nom|nombre|nome|naam|имя|signator\w+)( |$)"),
    )
)  # fmt: skip
"""Words in longer headers, such as 'What is your full name?'."""

NOTHING = _phrases(
    """
    n a|na|none|nil|null|no|nothing|not applicable|unknown|self|independent|x|keine|keiner|aucun
    aucune|ninguno|ninguna|nenhum|nenhuma|nessuno|geen|нет|لا يوجد|无|なし|sin afiliacion
    """
) | {""}
"""What people write where they have nothing to say."""

ANONYMOUS = _phrases(
    """
    anonymous|anonymously|anon|name withheld|anonyme|anonimo|anonima|anonym|anonymni|anoniem
    anonymous signatory|аноним|анонимно|مجهول|匿名
    """
)
"""What is written, or what a form writes, where somebody signs without a name."""

NO_NAME = ANONYMOUS | _phrases("n a|none|nil|null|not applicable|unknown") | {""}

NOWHERE = NOTHING | _phrases("global|international|worldwide|all|other|several|stateless")

_KINDS: dict[SignatoryKind, frozenset[str]] = {
    SignatoryKind.ORGANISATION: _phrases(
        """
        organisation|organization|my organisation|my organization|our organisation
        our organization|org|institution|company|ngo|association|entity|group|business
        organizacion|organizacao|organizzazione|organisatie|organisme|entidad|entidade|empresa
        firma|verein|entreprise|организация|منظمة|مؤسسة|组织|机构|団体|institucion|instituicao
        legal person|personne morale|persona juridica|pessoa juridica|juristische person
        """
    ),
    SignatoryKind.INDIVIDUAL: _phrases(
        """
        individual|individually|person|personal|personally|myself|me|private person|citizen
        on my own behalf
        natural person|individu|particulier|personne|personnel|individuel|individuo
        a titre personnel
        persona|personal|titulo personal|particular|individuelle|pessoa|pessoal|individual
        einzelperson|privatperson|person|privat|individuo|privato|individueel|persoon|persoonlijk
        частное лицо|физическое лицо|личн|человек|فرد|شخص|شخصي|个人|個人
        """
    ),
}

_WORDS_OF_KINDS = {phrase: kind for kind, phrases in _KINDS.items() for phrase in phrases if phrase}


def is_word_of_kind(answer: str) -> bool:
    """Whether an answer is nothing but a word for organisations or for individuals."""
    return plain(answer) in _WORDS_OF_KINDS


def kind_of(answer: str) -> SignatoryKind | None:
    """Whether an answer says organisation or individual; None where it says neither.

    Of an answer that names both, as 'Individual (not for an organisation)', the first counts.
    """
    said = plain(answer)
    whole = _WORDS_OF_KINDS.get(said)
    if whole is not None:
        return whole
    padded = f" {said} "
    places = {
        padded.find(f" {phrase} "): kind
        for phrase, kind in sorted(_WORDS_OF_KINDS.items(), key=lambda item: len(item[0]))
        if f" {phrase} " in padded
    }
    return places[min(places)] if places else None


_YES = _phrases(
    """
    yes|y|true|1|x|ok|on|checked|oui|o|si|s|sim|ja|j|da|да|vrai|verdadero|wahr|نعم|是|はい|同意
    """
)
_NOT = _phrases(
    """
    no|not|n|non|ne|nein|nicht|nao|niet|нет|не|لا|0|false|faux|falso|off|unchecked|don|dont
    否|不同意|いいえ|kein|keine
    """
)
_AGREES = re.compile(
    r"(agree|consent|accept|yes|oui|autoris|autoriz|acepto|aceito|concord|stimme|confirm|"
    r"einverstanden|acconsent|akkoord|согла|أوافق)"
)


def agrees(answer: str) -> bool | None:
    """Whether an answer consents; None where it cannot be told. An empty box is a no."""
    said = plain(answer)
    if said in _YES or answer.strip() in ("✓", "✔", "☑", "✅"):
        return True
    words = said.split()
    if not words or said in _NOT or "不" in said:
        return False
    refused = next((at for at, word in enumerate(words) if word in _NOT), None)
    agreed = next((at for at, word in enumerate(words) if _AGREES.match(word)), None)
    if agreed is None:
        return True if "同意" in said else (False if refused == 0 else None)
    # 'I agree that it is not kept' agrees; 'I do not agree' and 'ich stimme nicht zu' do not.
    return refused is None or refused > agreed + 1
