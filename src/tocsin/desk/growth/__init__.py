"""How families, stories and incidents grow: only what a new report touches is worked out.

Each turn ends where working out everything anew would end, whatever order reports came in.
"""

from tocsin.desk.growth.turn import grow

__all__ = ["grow"]
