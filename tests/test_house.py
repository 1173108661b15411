"""What must hold everywhere in the house."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent


def tracked(pattern: str) -> list[Path]:
    listing = subprocess.run(["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / line for line in listing.stdout.splitlines()]


@pytest.mark.django_db
def test_no_model_waits_for_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_line_of_the_house_imports_only_what_lies_below_it():
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout


def test_every_constraint_speaks_to_people():
    silent = [
        constraint.name
        for model in apps.get_app_config("news").get_models()
        for constraint in model._meta.constraints
        if "is violated" in str(constraint.get_violation_error_message())
        and not constraint.name.endswith(OWN_BUSINESS)
    ]

    assert silent == []


# Rows that only our own code writes: nobody reads the sentence.
OWN_BUSINESS = ("edition_carries_a_thing_once", "publication_tagged_once", "spelling_once")


def test_no_template_carries_a_script_a_style_or_another_host():
    forbidden = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|(?:src|href)=\"https?://", re.I
    )
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked("templates/*.html")
        for match in forbidden.finditer(path.read_text())
    ]

    assert found == []


def test_requirements_are_pinned_by_hash_and_name_no_registry():
    for name in ["main", "dev", "next"]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_the_styles_of_the_public_site_weigh_less_than_a_picture():
    styles = (ROOT / "news" / "static" / "news").glob("*.css")

    assert sum(len(gzip.compress(path.read_bytes())) for path in styles) < 20_000
