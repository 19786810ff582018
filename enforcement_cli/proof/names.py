"""What a window of the campaign file is called in running text.

Comes in: its name. Goes out: the words that a text would hold. Refuses to know the text.
"""

import re

from enforcement_cli.vocabulary.proof import proof_word, proof_words

_QUOTED = re.compile(r"[“\"「『](.+?)[”\"」』]")


def core_name(name: str) -> str:
    """What a window is called by: what stands in quotes, else its name without 集中行动.

    >>> core_name("“秋冬风暴”节前集中执行专项行动"), core_name("三天两夜集中行动")
    ('秋冬风暴', '三天两夜')
    """
    quoted = _QUOTED.search(name)
    if quoted is not None:
        return plain(quoted[1])
    bare = name
    for word in proof_words("period", "window_words"):
        bare = bare.removesuffix(word)
    return plain(bare)


def plain(text: str) -> str:
    """A text without quotation marks."""
    quotes = proof_word("period", "quotes")
    return "".join(sign for sign in text if sign not in quotes)
