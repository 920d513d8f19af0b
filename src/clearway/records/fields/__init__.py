"""The types of single fields: each reads the text that was written, or says what it must be."""

from clearway.records.fields.base import Consistent, Disagreements, Part, mistake
from clearway.records.fields.codes import Country, LanguageTag, countries
from clearway.records.fields.dates import CalendarDate, DateOrSpan, Day, Zone, misplaced
from clearway.records.fields.references import (
    ConsultationRef,
    DraftRef,
    GroupRef,
    MilestoneRef,
    OrganisationRef,
    RecordRef,
    RefTo,
    RefToAny,
    StageRef,
    StatementRef,
    TopicRef,
)
from clearway.records.fields.sources import (
    Absent,
    Address,
    Addresses,
    AddressOrNone,
    Source,
    Sources,
    Texts,
    one_or_many,
)
from clearway.records.fields.words import ID, Count, Id, Line, Text, Verbatim, YesNo, tidy_id
from clearway.records.wording import nearest

__all__ = [
    "ID",
    "Absent",
    "Address",
    "AddressOrNone",
    "Addresses",
    "CalendarDate",
    "Consistent",
    "ConsultationRef",
    "Count",
    "Country",
    "DateOrSpan",
    "Day",
    "Disagreements",
    "DraftRef",
    "GroupRef",
    "Id",
    "LanguageTag",
    "Line",
    "MilestoneRef",
    "OrganisationRef",
    "Part",
    "RecordRef",
    "RefTo",
    "RefToAny",
    "Source",
    "Sources",
    "StageRef",
    "StatementRef",
    "Text",
    "Texts",
    "TopicRef",
    "Verbatim",
    "YesNo",
    "Zone",
    "countries",
    "misplaced",
    "mistake",
    "nearest",
    "one_or_many",
    "tidy_id",
]
