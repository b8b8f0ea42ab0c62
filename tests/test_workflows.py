"""The workflows of the repository are thin: they call make, or what CI runs everywhere, and no steps of their own."""

import re
import stat

import pytest
import yaml

NAMES = ("check", "book", "pages", "release")
OTHERS = (r"\.ci/run", r"pipx run cffconvert --validate",
          r"sudo apt-get update -qq && sudo apt-get install -y -qq [\w. -]+",
          r'grep -qx "version: \$\{GITHUB_REF_NAME#v\}" CITATION\.cff', r'gh release create "\$GITHUB_REF_NAME" .*')
"""What a step may call beside make."""


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_calls_make_with_least_rights(root, name):
    said = yaml.safe_load((root / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))
    assert said["name"] == name and set(said["permissions"]) == {"contents"}
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    steps = [step for job in said["jobs"].values() for step in job["steps"]]
    assert all(job["timeout-minutes"] <= 60 for job in said["jobs"].values())
    for step in steps:
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])
            continue
        made = re.fullmatch(r"make (\w+)", step["run"].strip())
        assert (made and made[1] in targets) or any(re.fullmatch(each, step["run"].strip()) for each in OTHERS), step


def test_there_are_no_other_workflows(root):
    assert {path.stem for path in (root / ".github" / "workflows").iterdir()} == set(NAMES)


def test_binder_installs_the_locked_packages(root):
    build = root / "binder" / "postBuild"
    assert build.stat().st_mode & stat.S_IXUSR
    assert "--require-hashes -r requirements.txt" in build.read_text(encoding="utf-8")
    assert (root / "binder" / "runtime.txt").read_text(encoding="utf-8").strip() == "python-3.11"
