"""The regions of the world in which countries lie, by the UN's codes (M49).

The table is that of CLDR 48, `territoryContainment`, © Unicode, Inc., under the Unicode licence v3
(LICENSES/Unicode-3.0.txt). It follows the United Nations' standard M49 and adds what M49 has no
region for: Kosovo (XK) and Taiwan (TW) where they lie. Names are not in it: CLDR has them in every
language under the same codes, and so has babel.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

CONTINENTS: Mapping[str, Mapping[str, str]] = {
    "002": {  # Africa
        "011": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
        "014": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
        "015": "DZ EG EH LY MA SD TN",
        "017": "AO CD CF CG CM GA GQ ST TD",
        "018": "BW LS NA SZ ZA",
    },
    "009": {  # Oceania
        "053": "AU CC CX HM NF NZ",
        "054": "FJ NC PG SB VU",
        "057": "FM GU KI MH MP NR PW UM",
        "061": "AS CK NU PF PN TK TO TV WF WS",
    },
    "019": {  # Americas
        "005": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
        "013": "BZ CR GT HN MX NI PA SV",
        "021": "BM CA GL PM US",
        "029": (
            "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI"
        ),
    },
    "142": {  # Asia
        "030": "CN HK JP KP KR MN MO TW",
        "034": "AF BD BT IN IR LK MV NP PK",
        "035": "BN ID KH LA MM MY PH SG TH TL VN",
        "143": "KG KZ TJ TM UZ",
        "145": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    },
    "150": {  # Europe
        "039": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
        "151": "BG BY CZ HU MD PL RO RU SK UA",
        "154": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
        "155": "AT BE CH DE FR LI LU MC NL",
    },
}
"""The countries (ISO 3166-1) of each sub-region, by continent."""

NO_REGION = frozenset({"AQ"})
"""Antarctica lies in no region of M49."""


@cache
def _continents() -> Mapping[str, str]:
    return {
        country: continent
        for continent, parts in CONTINENTS.items()
        for countries in parts.values()
        for country in countries.split()
    }


def continent(country: str | None) -> str | None:
    """The M49 code of the continent of a country (ISO 3166-1); None where one is not known."""
    return _continents().get(country) if country else None
