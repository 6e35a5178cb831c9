"""An hour of `follow` and `serve` beside a feed server that lies: `python -m benchmarks.soak`."""
