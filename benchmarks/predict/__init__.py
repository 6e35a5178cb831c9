"""Answers of the public functions, written in the formats of the scorers; nothing is decided here.

`python -m benchmarks.predict TASK GOLD -o PRED` reads only the input fields of GOLD and works
just as well on a copy from which the gold fields were taken out.
"""
