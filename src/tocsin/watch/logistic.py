"""Logistic regression with a ridge penalty, fitted by Newton's method; numpy is all it needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.watch.panel import Array, Mask

MOST_STEPS = 40
MOST_HALVINGS = 20
CLOSE = 1e-6
FAR = 3.5
"""Standard deviations beyond which a feature counts no further: one odd month is no trend."""
LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """Weights of standardised features; `mean` and `spread` standardise."""

    mean: Array
    spread: Array
    weights: Array
    intercept: float

    def terms(self, features: Array) -> Array:
        """What each feature adds to the log-odds; the last axis of `features` are features."""
        scaled = np.clip((features - self.mean) / self.spread, -FAR, FAR)
        found: Array = scaled * self.weights
        return found

    def log_odds(self, features: Array) -> Array:
        """The log-odds of each row."""
        found: Array = self.terms(features).sum(axis=-1) + self.intercept
        return found


def fitted(features: Array, truth: Mask, penalty: float) -> Logistic:
    """The penalised maximum-likelihood fit (le Cessie and van Houwelingen 1992).

    `features` is (rows, features) and `truth` (rows,); the intercept is not penalised. Without a
    single true (or false) row the log-odds are those of one half in all rows.
    """
    mean, spread = features.mean(axis=0), features.std(axis=0) + LEAST
    scaled = np.clip((features - mean) / spread, -FAR, FAR)
    design = np.column_stack([np.ones(len(scaled)), scaled])
    ridge = np.eye(design.shape[1]) * penalty
    ridge[0, 0] = LEAST
    rate = np.clip(truth.mean(), 0.5 / len(truth), 1 - 0.5 / len(truth))
    weights = np.zeros(design.shape[1])
    weights[0] = np.log(rate / (1 - rate))
    for _ in range(MOST_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (chance - truth) + ridge @ weights
        curvature = (design * (chance * (1 - chance) + LEAST)[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature, slope)
        weights = _downhill(design, truth, ridge, weights, step)
        if np.abs(step).max() < CLOSE:
            break
    return Logistic(mean=mean, spread=spread, weights=weights[1:], intercept=float(weights[0]))


def _downhill(design: Array, truth: Mask, ridge: Array, weights: Array, step: Array) -> Array:
    """The weights after as much of Newton's step as lowers the penalised loss."""
    before = _loss(design, truth, ridge, weights)
    for halved in range(MOST_HALVINGS):
        found: Array = weights - step / 2**halved
        if _loss(design, truth, ridge, found) <= before:
            return found
    return weights


def _loss(design: Array, truth: Mask, ridge: Array, weights: Array) -> float:
    odds = design @ weights
    misfit = np.logaddexp(0.0, odds).sum() - odds[truth].sum()
    return float(misfit + weights @ ridge @ weights / 2)
