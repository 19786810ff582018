"""Sections that several kinds of bulletin share.

Comes in: the material. Goes out: a section, or None where there is nothing to tell. Refuses to know
the order in which they stand.
"""

from collections.abc import Iterable, Sequence

from enforcement_cli.bulletin.card_tables import card_table
from enforcement_cli.bulletin.comparison_texts import comparison_tables, comparisons
from enforcement_cli.bulletin.lines import section
from enforcement_cli.bulletin.list_tables import list_sentences, list_tables
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.placing_texts import leaders, markings, ranking_tables
from enforcement_cli.bulletin.return_texts import written
from enforcement_cli.bulletin.scope import inside
from enforcement_cli.bulletin.stories import story_paragraphs
from enforcement_cli.bulletin.target_tables import target_table
from enforcement_cli.bulletin.target_texts import keeping_pace, projections
from enforcement_cli.bulletin.window_texts import section_name, window_sentences, window_table
from enforcement_cli.model.bulletin import Chart, FigureTable, Section


def target_section(
    material: Material, *, name: str = "targets", charts: Sequence[Chart] = ()
) -> Section | None:
    """Targets and time; None inside a window and where nothing has a target."""
    table = target_table(material)
    if table is None or inside(material):
        return None
    lines = (*keeping_pace(material), *projections(material))
    return section(name, lines, tables=(table,), charts=charts)


def compared_section(material: Material) -> Section:
    """同比 and the same day of the earlier campaign."""
    tables = comparison_tables(material)
    return section("comparisons", comparisons(material), tables=tables)


def placing_section(material: Material) -> Section:
    """Intervals, and places where ranks were asked for."""
    lines = (*markings(material), *leaders(material))
    return section("placing", lines, tables=ranking_tables(material))


def highlights(material: Material, name: str) -> Section:
    """The stories, as paragraphs, and what people wrote under that name."""
    return section(name, (*story_paragraphs(material), *written(material, name)))


def windows_section(material: Material) -> Section:
    """集中行动 and 另列口径, never added to the bulletin's own figures."""
    name = section_name(material)
    return section(name, window_sentences(material), tables=(window_table(material),))


def annex_sections(
    material: Material,
    *,
    tables: Iterable[FigureTable] = (),
    charts: Sequence[Chart | None] = (),
    but: tuple[str, ...] = (),
) -> Iterable[Section]:
    """附表 (given tables, lists of cases) and 口径说明, each only where there is something.

    `but` are the lists that are told in a sentence elsewhere.
    """
    kinds = tuple(found.kind for found in material.lists if found.kind not in but)
    yield section(
        "annex",
        list_sentences(material, *kinds),
        tables=(*tables, *list_tables(material)),
        charts=charts,
    )
    yield section("cards", (), tables=(card_table(material),))
