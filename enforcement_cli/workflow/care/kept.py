"""The doctor holds files against the store: originals, issues that went out, drafts.

Comes in: a workspace and what its store says of files. Goes out: findings. Refuses to remove an
original or anything published; a published file that is gone is laid out from what was frozen.
"""

import json
import re
import stat
from collections.abc import Iterator, Sequence

from enforcement_cli.disk.whole import is_left_over
from enforcement_cli.store.soundness import Original
from enforcement_cli.workbook.archive import fingerprint
from enforcement_cli.workflow.care.finding import Finding, found, listed, mended_by
from enforcement_cli.workflow.care.stored import Out, Seen
from enforcement_cli.workflow.publish import laid_out_again, put_in_place
from enforcement_cli.workflow.workspace import PUBLISHED, Workspace

_SHA256 = re.compile(r"[0-9a-f]{64}")
_READ_ONLY = 0o400


def check_kept(workspace: Workspace, seen: Seen) -> Iterator[Finding]:
    """Every finding about files that the store knows of."""
    yield from _originals(workspace, seen.originals)
    yield from _published(workspace, seen.issues)
    missing = sorted(
        name
        for files in seen.drafts
        for name in json.loads(files).values()
        if not (workspace.bulletins / name).exists()
    )
    if missing:
        yield found("drafts", "missing", count=len(missing), first=listed(missing[:1]))
    else:
        yield found("drafts", "ok")


def _originals(workspace: Workspace, wanted: Sequence[Original]) -> Iterator[Finding]:
    there = {}
    strange, changed = [], []
    for path in sorted(workspace.archive.iterdir()) if workspace.archive.is_dir() else ():
        if is_left_over(path):
            continue
        if not (_SHA256.fullmatch(path.stem) and path.is_file() and not path.is_symlink()):
            strange.append(path.name)
            continue
        there[path.stem] = path
        if fingerprint(path) != path.stem:
            changed.append(path.name)
    lost = [each for each in wanted if each.sha256 not in there]
    unowned = there.keys() - {each.sha256 for each in wanted}
    if lost:
        yield found(
            "originals", "lost", count=len(lost), first=lost[0].return_id,
            court=lost[0].court or "法院不明", sha=lost[0].sha256[:12],
        )  # fmt: skip
    if changed:
        yield found("originals", "changed", count=len(changed), first=changed[0])
    if unowned:
        yield found("originals", "unowned", count=len(unowned))
    if strange:
        yield found("originals", "strange", count=len(strange), first=listed(strange[:1]))
    if not (lost or changed):
        yield found("originals", "ok", count=len(wanted))


def _published(workspace: Workspace, issues: Sequence[Out]) -> Iterator[Finding]:
    findings = [finding for out in issues for finding in _issue(workspace, out)]
    known = {out.keep.folder for out in issues if out.keep}
    root = workspace.bulletins / PUBLISHED
    extra = [
        path.name
        for path in (sorted(root.iterdir()) if root.is_dir() else ())
        if not is_left_over(path) and f"{PUBLISHED}/{path.name}" not in known
    ]
    if extra:
        findings.append(found("published", "unrecorded", names=listed(extra)))
    yield from findings or [found("published", "ok", count=len(issues))]


def _issue(workspace: Workspace, out: Out) -> Iterator[Finding]:
    word = "更正" if out.issue.state == "correction" else ""
    name = f"{out.campaign} {out.issue.kind} {word}第{out.issue.issue}期"
    if out.keep is None:
        yield found("published", "unkept", issue=name)
        return
    keep = out.keep
    folder = workspace.bulletins / keep.folder
    paths = {form: folder / file for form, file in keep.files.items()}
    missing = [path.name for path in paths.values() if not path.exists()]
    there = {form: path for form, path in paths.items() if path.exists()}
    changed = [path.name for form, path in there.items() if fingerprint(path) != keep.hashes[form]]
    loose = [path for path in there.values() if path.stat().st_mode & stat.S_IWUSR]

    def lay_out() -> None:
        with laid_out_again(keep, folder.parent) as made:
            put_in_place(made, folder)

    def close() -> None:
        for path in loose:
            path.chmod(_READ_ONLY)

    if missing:
        finding = found("published", "missing", issue=name, names=listed(missing))
        yield mended_by(finding, lay_out)
    if changed:
        yield found("published", "changed", issue=name, names=listed(changed))
    if loose:
        names = listed([path.name for path in loose])
        yield mended_by(found("published", "writable", issue=name, names=names), close)
