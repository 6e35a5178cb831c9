"""Series and forecasts as pictures, with the optional package matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import InputError, MissingPartError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from tocsin.records import Forecast, Series

KINDS = (".png", ".svg", ".pdf")
SIZE = (9.0, 4.0)
BARS, BAND = "#b3392f", "#3b6ea5"


def plot_series(path: Path, series: Series) -> None:
    """Acts of violence as bars and the lowest to highest deaths as a band, written to `path`.

    Raises:
        MissingPartError: matplotlib is not installed.
        InputError: the file's ending is none of .png, .svg and .pdf, or it cannot be written.
    """
    days = _axis([point.day for point in series.points])

    def draw(axes: Axes) -> None:
        axes.plot(days, [point.events for point in series.points], color=BARS, label="acts")
        axes.plot(days, [point.best for point in series.points], color=BAND, label="deaths")
        low, high = ([getattr(p, name) for p in series.points] for name in ("low", "high"))
        axes.fill_between(days, low, high, color=BAND, alpha=0.25, label="lowest to highest")

    _write(path, f"{series.subject.name}, by {series.step.value}, {series.source}", draw)


def plot_forecast(path: Path, past: Series, found: Sequence[Forecast]) -> None:
    """Past deaths by month and the forecast's median, half and nine tenths ranges.

    Raises:
        MissingPartError: matplotlib is not installed.
        InputError: the file's ending is none of .png, .svg and .pdf, or it cannot be written.
    """
    months = _axis([one.month for one in found])
    days = _axis([point.day for point in past.points])

    def draw(axes: Axes) -> None:
        axes.plot(days, [point.best for point in past.points], color=BARS)
        for low, high, alpha in ((0.05, 0.95, 0.2), (0.25, 0.75, 0.35)):
            axes.fill_between(
                months,
                [one.quantile(low) for one in found],
                [one.quantile(high) for one in found],
                color=BAND,
                alpha=alpha,
                label=f"{high - low:.0%} of the draws",
            )
        axes.plot(months, [one.quantile(0.5) for one in found], "o-", color=BAND, label="median")

    _write(path, f"{past.subject.name}, deaths by month, {past.source}", draw)


def _axis(days: Sequence[date]) -> NDArray[np.datetime64]:
    return np.array(days, dtype="datetime64[D]")


def _write(path: Path, title: str, draw: Callable[[Axes], None]) -> None:
    if path.suffix.lower() not in KINDS:
        msg = f"{path} is no picture that can be drawn; end its name in {', '.join(KINDS)}"
        raise InputError(msg)
    try:
        from matplotlib import rc_context  # noqa: PLC0415 - an extra, and slow to import
        from matplotlib.figure import Figure  # noqa: PLC0415 - same
    except ImportError as error:
        msg = "drawing needs the package matplotlib; pip install 'tocsin[plots]'"
        raise MissingPartError(msg) from error
    with rc_context({"svg.hashsalt": "tocsin"}):
        figure = Figure(figsize=SIZE, layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        axes.set_title(title)
        axes.set_ylim(bottom=0)
        axes.legend(frameon=False)
        plain = {"Date": None} if path.suffix.lower() == ".svg" else None
        try:
            figure.savefig(path, metadata=plain)
        except OSError as error:
            msg = f"{path} cannot be written ({error.strerror}); choose another place"
            raise InputError(msg) from error
