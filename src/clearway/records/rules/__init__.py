"""check_*: what a single record cannot say of itself.

Each rule is one function from the records to the problems that it finds; its docstring is the
rule. A rule's name in a problem is the function's name without `check_`, with hyphens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from clearway.problems import Problem, Severity, in_file_order
from clearway.records.reading.files import odd_files
from clearway.records.reading.load import Loaded, read_process, uncollected
from clearway.records.references import announcements, ledgers, references
from clearway.records.rules.asks import (
    check_ask_raised,
    check_ask_scope,
    check_commitment_point,
    check_commitment_settled,
    check_commitment_text,
    check_fate_evidence,
    check_fate_once,
    check_fate_paragraph,
    check_fate_removed,
    check_judgement_evidence,
    check_position_holder,
)
from clearway.records.rules.contact import check_contact_data
from clearway.records.rules.drafts import (
    check_adopted_by,
    check_annotation_action,
    check_annotation_paragraph,
    check_annotation_quote,
    check_annotation_to,
    check_comparison,
    check_concordance,
    check_draft_id,
    check_paragraphs,
    check_thread,
)
from clearway.records.rules.general import (
    check_draft_text,
    check_ledger_moves,
    check_ledger_order,
    check_ledger_status,
    check_link,
    check_placeholder,
    check_previous,
    check_revised,
    check_sighting,
    check_summary_after,
    check_version_days,
    check_version_id,
    check_version_order,
)
from clearway.records.rules.ids import (
    check_former_id,
    check_reference,
    check_renamed,
    check_unique_event,
    check_unique_id,
)
from clearway.records.rules.meetings import check_places, check_silence
from clearway.records.rules.statements import (
    check_different_from,
    check_endorsed_in_time,
    check_endorsed_version,
    check_endorsement_double,
    check_endorsement_kind,
    check_homograph,
    check_legible_name,
    check_statement_text,
    check_text_order,
    check_version_text,
    check_withdrawn_after,
)
from clearway.records.rules.subject import Subject, subject_of

__all__ = ["RULES", "announcements", "check", "ledgers", "references"]

Rule = Callable[[Subject], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    check_unique_id,
    check_renamed,
    check_former_id,
    check_unique_event,
    check_reference,
    check_link,
    check_ledger_order,
    check_ledger_status,
    check_ledger_moves,
    check_silence,
    check_places,
    check_summary_after,
    check_statement_text,
    check_text_order,
    check_version_text,
    check_endorsement_kind,
    check_legible_name,
    check_homograph,
    check_endorsement_double,
    check_different_from,
    check_endorsed_version,
    check_endorsed_in_time,
    check_withdrawn_after,
    check_draft_text,
    check_previous,
    check_adopted_by,
    check_paragraphs,
    check_annotation_paragraph,
    check_annotation_quote,
    check_annotation_action,
    check_annotation_to,
    check_concordance,
    check_comparison,
    check_draft_id,
    check_thread,
    check_ask_raised,
    check_ask_scope,
    check_position_holder,
    check_fate_once,
    check_fate_evidence,
    check_fate_removed,
    check_fate_paragraph,
    check_commitment_point,
    check_commitment_text,
    check_commitment_settled,
    check_judgement_evidence,
    check_version_id,
    check_version_order,
    check_version_days,
    check_revised,
    check_contact_data,
    check_sighting,
    check_placeholder,
)


@uncollected()
def check(root: Path, today: date, *, publishes: bool = False) -> Loaded:
    """Everything below `root`/data, and every problem of it, in file order.

    Where it `publishes`, what a preview may still hold is an error.
    Beside data/, symbolic links are looked for wherever commands read or write, and at site/.
    """
    loaded = read_process(root)
    found = [*odd_files(root), *odd_files(root, ("site",) if (root / "site").is_symlink() else ())]
    subject = subject_of(loaded, today, publishes=publishes)
    if subject is not None:
        # Of what could not be read as it was meant, no rule says more.
        told = {problem.place for problem in loaded.problems if problem.severity is Severity.ERROR}
        found += [
            problem for rule in RULES for problem in rule(subject) if problem.place not in told
        ]
    return replace(loaded, problems=in_file_order((*loaded.problems, *found)))
