"""How documents are driven through the pipeline: in this process, in workers, on a cluster."""

from tocsin.run.workers import Workers

__all__ = ["Workers"]
