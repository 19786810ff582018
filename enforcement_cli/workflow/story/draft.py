"""A draft of a story: everything that a piece of a file says of its case, and what it leaves open.

Comes in: a piece, the desk's court names. Goes out: a Story that is not published, without any name
or number of a person in its text. Refuses to guess: what is not said is a question.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from enforcement_cli.bulletin.leaks import scan
from enforcement_cli.bulletin.names import is_masked, mask_name, parties_in
from enforcement_cli.claims.read import claims_in
from enforcement_cli.model.case_number import CaseNumber
from enforcement_cli.model.money import to_fen
from enforcement_cli.model.story import Story, StoryPiece
from enforcement_cli.normalise.amounts import parse_amount
from enforcement_cli.normalise.case_numbers import parse_case_number
from enforcement_cli.normalise.dates import parse_date
from enforcement_cli.normalise.reading import Reading
from enforcement_cli.workflow.story.amounts import claimed_of, paid_of
from enforcement_cli.workflow.story.facts import (
    category_of,
    causes_in,
    days_in,
    measures_in,
    mechanisms_in,
    obstacles_in,
    outcome_in,
    quote_in,
    untitled,
)
from enforcement_cli.workflow.story.people import unmasked
from enforcement_cli.workflow.story.sums import Sum, sums_of
from enforcement_cli.workflow.story.words import listed, saying
