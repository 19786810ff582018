"""Cases of files into the workspace as drafts: nothing is overwritten, nothing is added twice.

Comes in: a room, paths. Goes out: what became of each file. A file's drafts are one new file of
stories/, unpublished until somebody has reviewed them. Refuses to drop a case, however like another.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from enforcement_cli.disk.whole import make_folder, write_whole
from enforcement_cli.locate.court_names import CourtNames, court_names
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.story import Story
from enforcement_cli.store.session import open_store
from enforcement_cli.vocabulary.words import normalise_word
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.plain_facts import Fact
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.stories import STORIES_FOLDER, read_stories
from enforcement_cli.workflow.story.alike import likest
from enforcement_cli.workflow.story.draft import draft_of
from enforcement_cli.workflow.story.files import Telling, read_tellings
from enforcement_cli.workflow.story.gist import Gist, gist_of_story, gists_of
from enforcement_cli.workflow.story.people import unmasked
from enforcement_cli.workflow.story.printed import printed_gists
from enforcement_cli.workflow.story.words import saying
from enforcement_cli.workflow.story.written import story_file

_HASH = 8
_LONGEST_STEM = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one file.

    `stories` are its drafts, in `file` of the workspace; none where it was added `before`, tells no
    case, or could not be read (`problem`). `unread` are places that tell of no case.
    """

    path: Path
    stories: tuple[Story, ...] = ()
    file: str = ""
    before: bool = False
    unread: tuple[str, ...] = ()
    problem: str = ""


def add_stories(
    room: Room, paths: Sequence[Path], *, court: str = "", by: str = ""
) -> tuple[Added, ...]:
    """Read cases from files and keep them as drafts; what was added before is left as it is.

    Args:
        room: the workspace.
        paths: files in the order they are given; a file that is named twice is read once.
        court: the code of the court all of them are of, where the clerk says so.
        by: who adds them.

    Raises:
        UnknownName: there is no such file; nothing was written.
        BadConfiguration: a story file of the workspace is wrong; nothing was written.
        EnforceError: the disk refused.
    """
    files = tuple(dict.fromkeys(path.absolute() for path in paths))
    for path in files:
        if not path.is_file():
            raise UnknownName("没有这个文件。", where=str(path), remedy="请核对文件名。")
    stories = read_stories(room.workspace, room.desk.courts)
    known = [*gists_of(stories), *_printed(room)]
    ids = {story.id for story in stories}
    names = court_names(room.desk)
    added: list[Added] = []
    for telling in read_tellings(files):
        head = telling.sha256[:_HASH]
        if any(each.startswith(f"{head}-") for each in ids):
            added.append(Added(path=telling.path, before=True))
            continue
        drafts = tuple(_without_names(telling, _drafts(telling, names, known, court)))
        ids |= {story.id for story in drafts}
        path = _place(room, telling, drafts)
        # A file whose drafts somebody has put out with # is his all the same.
        if path.exists():
            added.append(Added(path=telling.path, before=True))
            continue
        file = _kept(room, path, telling, drafts, by) if drafts else ""
        added.append(
            Added(
                path=telling.path, stories=drafts, file=file, unread=telling.unread,
                problem=telling.problem,
            )
        )  # fmt: skip
    return tuple(added)


def _printed(room: Room) -> tuple[Gist, ...]:
    if not room.workspace.store.exists():
        return ()
    with open_store(room.workspace.store, write=False) as connection:
        return printed_gists(connection, room.campaign.id)


def _drafts(telling: Telling, names: CourtNames, known: list[Gist], court: str) -> Iterable[Story]:
    """The file's drafts, each held against all that is known so far."""
    near = _sender(telling, names)
    for number, piece in enumerate(telling.pieces, 1):
        told = draft_of(piece, names, court=court, near=near)
        draft = replace(
            told,
            id=f"{telling.sha256[:_HASH]}-{number:02d}",
            source=f"{telling.path.name} {piece.place}",
        )
        gist = gist_of_story(draft)
        like = likest(gist, known)
        known.append(gist)
        if like is not None:
            asked = saying("questions", "copy").format(other=like.first, why=like.told)
            draft = replace(draft, copy_of=like.first, questions=(asked, *draft.questions))
        yield draft


def _without_names(telling: Telling, drafts: Iterable[Story]) -> Iterable[Story]:
    """The drafts of a file, whose name may be that of a party of any of them, or of another."""
    told = tuple(drafts)
    names = _names_of(telling, told)
    return (replace(story, source=_unnamed(story.source, names)) for story in told)


def _names_of(telling: Telling, drafts: Sequence[Story]) -> tuple[str, ...]:
    """The names of all parties of a file, and those that its own name names outright."""
    own = (named.name for named in unmasked(normalise_word(telling.path.stem)))
    return tuple(dict.fromkeys((*own, *(name for story in drafts for name in story.parties))))


def _sender(telling: Telling, names: CourtNames) -> str:
    """The court that the file's name or its first and last lines say has sent it."""
    for words in (telling.path.stem, *telling.sender):
        found = names.find(normalise_word(words))[0]
        if found:
            return found
    return ""


def _place(room: Room, telling: Telling, drafts: Sequence[Story]) -> Path:
    """Where the drafts of a file are kept: by its name and its bytes."""
    plain = _unnamed(telling.path.stem, _names_of(telling, drafts))
    stem = re.sub(r"[^\w\u4e00-\u9fff-]+", "-", plain)[:_LONGEST_STEM].strip("-")
    return room.workspace.root / STORIES_FOLDER / f"{stem}-{telling.sha256[:_HASH]}.toml"


def _unnamed(words: str, names: Iterable[str]) -> str:
    """The name of a file without those of the parties."""
    for name in names:
        words = words.replace(name, saying("words", "somebody"))
    return words


def _kept(room: Room, path: Path, telling: Telling, drafts: Sequence[Story], by: str) -> str:
    """Write the drafts of a file to one new story file; its path in the workspace."""
    about: dict[str, Fact] = {"stories": len(drafts), "sha256": telling.sha256[:12]}
    with audited(room.workspace, "stories", by=by, about=about):
        make_folder(path.parent)
        write_whole(path, story_file(drafts).encode())
    return path.relative_to(room.workspace.root).as_posix()
