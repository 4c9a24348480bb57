"""`tinhop models list`, `fetch` and `check`."""

from __future__ import annotations

import sys

import click

from tinhop.commands.common import reports_errors


@click.group()
def models() -> None:
    """What models there are, what they weigh, and their licences.

    \b
    Example:
      tinhop models list
    """


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@reports_errors
def models_list(as_json: bool) -> None:
    """List the profiles with the place, size and licence of each model.

    \b
    Example:
      tinhop models list
    """
    from models import built_in_profiles, describe, load_profile  # noqa: PLC0415
    from tinhop.output import emit_json  # noqa: PLC0415

    for name in built_in_profiles():
        profile = load_profile(name)
        if not as_json:
            click.secho(f"{profile.name}: {profile.summary}", bold=True)
        for model in describe(profile):
            if as_json:
                emit_json({"profile": profile.name, **model.to_dict()})
            else:
                size = f"{model.bytes / 1e6:.1f} MB" if model.bytes is not None else "not here yet"
                at = f"@{model.revision[:12]}" if model.revision else ""
                click.echo(f"  {model.role:<10}{size:>13}  {model.location}{at}  {model.licence}")


@models.command("fetch")
@click.argument("profile")
@click.option("--rerank", is_flag=True, help="Its reranker too, which only --rerank of other commands needs.")
@click.option("--update", is_flag=True, help="Take the newest commit of models whose profile names a branch.")
@reports_errors
def models_fetch(profile: str, rerank: bool, update: bool) -> None:
    """Download a profile's public models.

    A model whose profile names no commit stays at the one that it was fetched at first.

    \b
    Example:
      tinhop models fetch vit5
    """
    from models import fetch, load_profile  # noqa: PLC0415

    for role, spec in load_profile(profile).models().items():
        if role == "reranker" and not rerank:
            continue
        click.echo(f"{spec.location}  {fetch(spec, update=update)}")


@models.command("check")
@click.argument("profile", default="embedded")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@reports_errors
def models_check(profile: str, as_json: bool) -> None:
    """Check that a profile's models, and those that serve all profiles, are here, as published, load and work.

    Checksums are compared with what pip or the hub's cache recorded; in a checkout there is no record.

    \b
    Example:
      tinhop models check
    """
    from models import load_profile  # noqa: PLC0415
    from tinhop.checkup import check_models  # noqa: PLC0415
    from tinhop.output import emit_json  # noqa: PLC0415

    broken = False
    for check in check_models(load_profile(profile)):
        broken |= check.problem is not None
        if as_json:
            emit_json(check.to_dict())
            continue
        click.echo(f"{check.role:<11}{check.problem or 'good'}  {check.location}")
        for file in check.files:
            click.echo(f"  {file.bytes / 1e6:>8.1f} MB  {file.sha256[:16]}  {file.integrity.value:<17} {file.name}")
    sys.exit(1 if broken else 0)
