"""The styles, fonts and settings of typography.toml come in; the parts of a .docx that hold them go out.

A clerk can change every style in WPS by its Chinese name. Knows no bulletin.
"""

from xml.sax.saxutils import quoteattr

from enforcement_cli.render.word.paragraphs import closeness, run_fonts, spacing
from enforcement_cli.vocabulary.typography import TextStyle, fonts, text_styles

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def styles_part() -> str:
    """word/styles.xml: defaults as the text's, then a paragraph style for every role."""
    body = text_styles()["body"]
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    size = f'<w:sz w:val="{body.size}"/><w:szCs w:val="{body.size}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run_fonts(body.font)}{size}{language}</w:rPr>"
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>'
    )
    roles = "".join(_style(style) for style in text_styles().values())
    return f'{XML_HEAD}<w:styles xmlns:w="{MAIN}">{defaults}{normal}{roles}</w:styles>'


def fonts_part() -> str:
    """word/fontTable.xml: each font with the one that stands in for it."""
    entries = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(instead)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, instead in {font.name: font.instead for font in fonts().values()}.items()
    )
    return f'{XML_HEAD}<w:fonts xmlns:w="{MAIN}">{entries}</w:fonts>'


def settings_part() -> str:
    """word/settings.xml: page numbers outside, and punctuation as Chinese sets it."""
    return (
        f'{XML_HEAD}<w:settings xmlns:w="{MAIN}"><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _style(style: TextStyle) -> str:
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="{style.rule}"/></w:pBdr>'
        if style.rule
        else ""
    )
    on_grid = style.size == text_styles()["body"].size
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    looks = (
        ("<w:keepNext/>" if style.keep_next else "")
        + rule
        + ("" if on_grid else '<w:snapToGrid w:val="0"/>')
        + spacing(style)
        + _indent(style)
        + f'<w:jc w:val="{style.align}"/>'
        + outline
    )
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    if on_grid:
        colour += f'<w:spacing w:val="{closeness()}"/>'
    size = f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val={quoteattr(style.name)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{looks}</w:pPr><w:rPr>{run_fonts(style.font)}{colour}{size}</w:rPr></w:style>"
    )


def _indent(style: TextStyle) -> str:
    """Indents in characters; the twips beside them are for readers that know no characters."""
    em = style.size * 10  # twips: half points times ten
    if style.first_line_chars:
        chars = style.first_line_chars
        return f'<w:ind w:firstLineChars="{chars * 100}" w:firstLine="{chars * em}"/>'
    if style.right_chars:
        chars = style.right_chars
        return f'<w:ind w:rightChars="{chars * 100}" w:right="{chars * em}"/>'
    return ""
