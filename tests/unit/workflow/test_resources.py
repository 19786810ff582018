"""What travels with the program: found in a clone and in a wheel; the campaign file of `init`."""

import re
from pathlib import Path

import pytest

from enforcement_cli.model.failure import UnknownName
from enforcement_cli.vocabulary.words import cause_names
from enforcement_cli.workflow import resources
from enforcement_cli.workflow.campaign import actions, courts, file, routine, windows
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.resources import resource, template_path
from enforcement_cli.workflow.workspace import create_workspace

OPTION = re.compile(r"^# ?(?=\[\[|[a-z_]+ = )", re.MULTILINE)


def test_a_clone_has_them_beside_the_package() -> None:
    assert resource("templates/enforce.toml").is_file()
    assert resource("sample_data").is_dir()


def test_a_wheel_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "enforcement_cli"
    inside = package / "resources" / "templates"
    inside.mkdir(parents=True)
    (inside / "enforce.toml").write_text("")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "foreign").write_text("")
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resource("templates/enforce.toml") == inside / "enforce.toml"
    with pytest.raises(UnknownName):
        resource("templates/foreign")


@pytest.mark.parametrize(
    "name", ["templates/none", "../pyproject.toml", "/etc/passwd", "..\\x", "C:/x", "a/../../b"]
)
def test_absent_or_outside(name: str) -> None:
    with pytest.raises(UnknownName) as caught:
        resource(name)
    assert caught.value.where == name


def test_the_workspace_overrides_ours(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "desk", "")
    ours = resource("templates/enforce.toml")
    assert template_path(workspace, "enforce.toml") == template_path(None, "enforce.toml") == ours
    own = workspace.templates / "enforce.toml"
    own.write_text("")
    assert template_path(workspace, "enforce.toml") == own
    with pytest.raises(UnknownName):
        template_path(workspace, "../enforce.toml")


def test_the_campaign_file_of_init_loads() -> None:
    desk = read_campaign_file(resource("templates/enforce.toml"))
    assert desk.court == "辽99"
    assert len(desk.courts) == 3
    assert desk.campaigns[0].days == 60


def test_its_commented_options_load_as_well(tmp_path: Path) -> None:
    text = OPTION.sub("", resource("templates/enforce.toml").read_text("utf-8"))
    path = tmp_path / "enforce.toml"
    path.write_text(text, encoding="utf-8")
    earlier, campaign = read_campaign_file(path).campaigns
    assert campaign.compares == earlier.id == campaign.beside[1].campaign
    assert campaign.beside[0].team
    assert [action.id for action in campaign.actions[3:]] == ["backlog", "either", "both"]
    assert campaign.targets[-1].at_most == 0
    assert campaign.transfers[0].to == "辽9921"
    assert [each.kind for each in read_campaign_file(path).routine.deliveries] == [
        "copy",
        "command",
    ]


def test_it_shows_every_option() -> None:
    text = resource("templates/enforce.toml").read_text("utf-8")
    keys = {
        *file.DESK_KEYS,
        *file.CAMPAIGN_KEYS,
        *file.EXPECTS_KEYS,
        *file.DUE_KEYS,
        *windows.PHASE_KEYS,
        *windows.OPERATION_KEYS,
        *windows.BESIDE_KEYS,
        *windows.CURVE_KEYS,
        *windows.INTERVAL_KEYS,
        *file.TRANSFER_KEYS,
        *courts.COURT_KEYS,
        *actions.ACTION_KEYS,
        *actions.TARGET_KEYS,
        *routine.ROUTINE_KEYS,
        *routine.DELIVER_KEYS,
    }
    shown = set(re.findall(r"\b([a-z_]+)(?: =|\]\])", text)) | set(re.findall(r"at_\w+", text))
    assert keys - shown == set()


@pytest.mark.parametrize("name", ["templates/enforce.toml", "docs/guides/campaign-file.md"])
def test_every_cause_is_explained(name: str) -> None:
    text = (Path(__file__).parents[3] / name).read_text("utf-8")
    for key, title in cause_names().items():
        assert re.search(rf"{key}`? {title}", text), key
