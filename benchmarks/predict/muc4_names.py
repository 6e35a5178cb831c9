"""The names that MUC-4 gives to what Tocsin calls a mode, a harm, a role and a sort of target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.records import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

# Fighting between armed sides, and what is no single deed, are not asked for.
OUTSIDE = {
    "clash", "war", "offensive", "counter-fire", "repulse", "advance", "operation", "violence",
    "provocation", "aggression", "seizure-of-territory", "recapture", "occupation", "invasion",
    "air-defence", "air-combat", "genocide", "ceasefire-violation", "abuses", "physical-clash",
}  # fmt: skip
BY_MODE: Mapping[str, str] = {
    "bombing": "BOMBING",
    "car-bombing": "BOMBING",
    "suicide-bombing": "BOMBING",
    "ied": "BOMBING",
    "landmine": "BOMBING",
    "explosion": "BOMBING",
    "sabotage": "BOMBING",
    "grenade": "BOMBING",
    "airstrike": "BOMBING",
    "abduction": "KIDNAPPING",
    "hijacking": "KIDNAPPING",
    "arson": "ARSON",
    "looting": "ROBBERY",
}
INSTRUMENTS: Mapping[str, str] = {
    "bombing": "BOMB",
    "car-bombing": "VEHICLE BOMB",
    "suicide-bombing": "BOMB",
    "ied": "BOMB",
    "landmine": "MINE",
    "explosion": "BOMB",
    "grenade": "GRENADE",
    "airstrike": "AERIAL BOMB",
    "shooting": "GUN",
    "small-arms": "GUN",
    "crowd-shooting": "GUN",
    "mortar": "MORTAR",
    "rocket": "ROCKET",
    "torture": "TORTURE",
    "stabbing": "CUTTING DEVICE",
}
EFFECTS: Mapping[str, str] = {"killed": "DEATH", "wounded": "INJURY"}
DAMAGE: Mapping[str, list[str]] = {
    "damage": ["SOME DAMAGE"],
    "bomb": ["SOME DAMAGE"],
    "explode": ["SOME DAMAGE"],
    "destroy": ["DESTROYED"],
    "blow": ["DESTROYED"],
    "burn": ["DESTROYED"],
}
TARGETS: Mapping[str, str] = {
    "transport": "TRANSPORT VEHICLE",
    "route": "TRANSPORTATION ROUTE",
    "commercial": "COMMERCIAL",
    "financial": "FINANCIAL",
    "energy": "ENERGY",
    "water": "WATER",
    "communications": "COMMUNICATIONS",
    "residence": "CIVILIAN RESIDENCE",
    "diplomatic": "DIPLOMAT OFFICE OR RESIDENCE",
    "government": "GOVERNMENT OFFICE OR RESIDENCE",
    "police": "LAW ENFORCEMENT FACILITY",
    "organisation": "ORGANIZATION OFFICE",
    "other": "OTHER",
}
STATE = {Role.GOV, Role.MIL}
AUTHORITIES = {Role.GOV, Role.MIL, Role.JUD}
VICTIMS: Mapping[Role, str] = {
    Role.GOV: "GOVERNMENT OFFICIAL",
    Role.MIL: "ACTIVE MILITARY",
    Role.JUD: "LEGAL OR JUDICIAL",
    Role.LEG: "POLITICAL FIGURE",
    Role.PTY: "POLITICAL FIGURE",
    Role.OPP: "POLITICAL FIGURE",
}
