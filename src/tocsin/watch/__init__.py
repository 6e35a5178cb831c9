"""The watch: series of what happens between two sides, and the bell that rings at a flare-up.

Its modules are imported where they are used; this one imports nothing, so that looking into a
ledger does not wait for numpy.
"""
