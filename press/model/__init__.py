"""The records that pass between the stages. They hold values, no files and no logic.

What a person writes in a file is a pydantic model, so that `reading` can check every key
and value: `texts`, `practices`, `layouts`, of the kinds in `values`. What one stage makes
for the next is a plain dataclass: `house` (what was loaded) and `stages`; what a file can be
stands in `outputs`. What is wrong is a Finding: `findings`.
"""

from __future__ import annotations

from press.model.brand import Brand as Brand
from press.model.brand import FontFace as FontFace
from press.model.brand import Logo as Logo
from press.model.findings import Finding as Finding
from press.model.findings import Origin as Origin
from press.model.findings import Severity as Severity
from press.model.findings import has_errors as has_errors
from press.model.findings import is_worth_telling as is_worth_telling
from press.model.findings import names_in as names_in
from press.model.findings import shown as shown
from press.model.findings import sort_findings as sort_findings
from press.model.governance import PublishedFile as PublishedFile
from press.model.governance import Signature as Signature
from press.model.governance import SignedFile as SignedFile
from press.model.governance import WithdrawnFile as WithdrawnFile
from press.model.house import Content as Content
from press.model.house import House as House
from press.model.house import Library as Library
from press.model.house import Passage as Passage
from press.model.house import Since as Since
from press.model.layouts import Checks as Checks
from press.model.layouts import Layout as Layout
from press.model.layouts import LayoutFile as LayoutFile
from press.model.layouts import PageLimits as PageLimits
from press.model.layouts import Words as Words
from press.model.outputs import CONFORMANCE as CONFORMANCE
from press.model.outputs import FORMATS as FORMATS
from press.model.outputs import MEDIA as MEDIA
from press.model.outputs import OUTPUTS as OUTPUTS
from press.model.outputs import standard_for as standard_for
from press.model.practices import A_WEBSITE as A_WEBSITE
from press.model.practices import Account as Account
from press.model.practices import Address as Address
from press.model.practices import Digits as Digits
from press.model.practices import LayBack as LayBack
from press.model.practices import OutOfHours as OutOfHours
from press.model.practices import Practice as Practice
from press.model.practices import PracticeFile as PracticeFile
from press.model.practices import Printer as Printer
from press.model.practices import Urgent as Urgent
from press.model.practices import fixed_runs as fixed_runs
from press.model.practices import one_address as one_address
from press.model.practices import values as values
from press.model.prose import Block as Block
from press.model.prose import BlockKind as BlockKind
from press.model.prose import Box as Box
from press.model.prose import ItemList as ItemList
from press.model.prose import Prose as Prose
from press.model.stages import Document as Document
from press.model.stages import Letter as Letter
from press.model.stages import Manuscript as Manuscript
from press.model.stages import Page as Page
from press.model.stages import PlacedBlock as PlacedBlock
from press.model.stages import Publication as Publication
from press.model.stages import Said as Said
from press.model.stages import StyleSheets as StyleSheets
from press.model.stages import Variant as Variant
from press.model.suppressing import suppress as suppress
from press.model.texts import NOT_YET as NOT_YET
from press.model.texts import BookletFile as BookletFile
from press.model.texts import Exercise as Exercise
from press.model.texts import ExerciseFile as ExerciseFile
from press.model.texts import Front as Front
from press.model.texts import Head as Head
from press.model.texts import Leaflet as Leaflet
from press.model.texts import Source as Source
from press.model.values import Day as Day
from press.model.values import Form as Form
from press.model.values import Format as Format
from press.model.values import Identifier as Identifier
from press.model.values import LocalText as LocalText
from press.model.values import Medium as Medium
from press.model.values import OneLine as OneLine
from press.model.values import Standard as Standard
from press.model.values import Written as Written
from press.model.values import in_language as in_language
from press.model.values import is_identifier as is_identifier
