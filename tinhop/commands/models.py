"""`tinhop models list` and `fetch`."""

from __future__ import annotations

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
                click.echo(f"  {model.role:<10}{size:>13}  {model.location}  {model.licence}")


@models.command("fetch")
@click.argument("profile")
@reports_errors
def models_fetch(profile: str) -> None:
    """Download a profile's public models.

    \b
    Example:
      tinhop models fetch vit5
    """
    from models import fetch, load_profile  # noqa: PLC0415

    loaded = load_profile(profile)
    for spec in (loaded.writer.model, loaded.selector, loaded.embedder):
        click.echo(f"{spec.location}  {fetch(spec)}")
