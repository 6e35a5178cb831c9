"""The names that evaluation sets give to what Tocsin calls a kind and a mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality

if TYPE_CHECKING:
    from collections.abc import Mapping

# PLV (Parolin et al. 2022) still has PLOVER's older root YIELD for what was later split in two.
PLV_ROOTS: Mapping[Kind, str] = {Kind.CONCEDE: "YIELD", Kind.RETREAT: "YIELD"}
# Its labels were made from CAMEO codes: a mode's CAMEO root decides where the kinds were cut anew.
PLV_BY_CAMEO: Mapping[str, str] = {
    "01": "CONSULT",
    "02": "REQUEST",
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "YIELD",
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}

# PLOVER's gold records keep the event names of its manual of 2018.
PLOVER_2018: Mapping[Kind, str] = {Kind.ACCUSE: "DISAPPROVE", Kind.REQUEST: "DEMAND"}
# In 2018 conventional force (CAMEO 19) and mass violence (CAMEO 20) were FIGHT, the rest ASSAULT;
# CAMEO 09 was INVESTIGATE.
PLOVER_2018_BY_CAMEO: Mapping[str, str] = {"19": "FIGHT", "20": "FIGHT", "09": "INVESTIGATE"}

# CASE 2021 task 2 abbreviates the names of ACLED's sub-event types.
CASE_BY_ACLED: Mapping[str, str] = {
    "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Agreement": "AGREEMENT",
    "Air/drone strike": "AIR_STRIKE",
    "Armed clash": "ARMED_CLASH",
    "Arrests": "ARREST",
    "Attack": "ATTACK",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Chemical weapon": "CHEM_WEAP",
    "Disrupted weapons use": "DISR_WEAP",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Government regains territory": "GOV_REGAINS_TERIT",
    "Grenade": "GRENADE",
    "Headquarters or base established": "HQ_ESTABLISHED",
    "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Mob violence": "MOB_VIOL",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Other": "OTHER",
    "Peaceful protest": "PEACE_PROTEST",
    "Protest with intervention": "PROTEST_WITH_INTER",
    "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Sexual violence": "SEX_VIOL",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "Suicide bomb": "SUIC_BOMB",
    "Violent demonstration": "VIOL_DEMONSTR",
}


def plv_root(kind: Kind, mode: str) -> str:
    """The PLV root of a kind and mode."""
    by_cameo = PLV_BY_CAMEO.get(_mode(kind, mode).get("cameo", "")[:2])
    return by_cameo or PLV_ROOTS.get(kind, kind.value)


def plover_event(kind: Kind, mode: str, reality: Reality) -> str:
    """The event name of PLOVER's 2018 manual.

    The mode's CAMEO code tells where a kind was two. What is only intended is AGREE or THREATEN, as
    `outlook_kinds.tsv` says.
    """
    if reality is Reality.HYPOTHETICAL:
        kind, mode = _intended().get(kind, (kind, mode))
    by_cameo = PLOVER_2018_BY_CAMEO.get(_mode(kind, mode).get("cameo", "")[:2])
    return by_cameo or PLOVER_2018.get(kind, kind.value)


def _intended() -> dict[Kind, tuple[Kind, str]]:
    return {
        Kind(row["act"]): (Kind(row["kind"]), row["mode"])
        for row in rows("outlook_kinds.tsv")
        if row["outlook"] == "intends"
    }


def case_subtype(acled: str | None) -> str:
    """The CASE 2021 name of an ACLED sub-event type."""
    return CASE_BY_ACLED.get(acled or "Other", "OTHER")


def _mode(kind: Kind, mode: str) -> dict[str, str]:
    return next(
        (row for row in rows("modes.tsv") if row["mode"] == mode and row["kind"] == kind.value), {}
    )
