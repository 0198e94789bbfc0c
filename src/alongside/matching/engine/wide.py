"""Whole numbers of any size in arrays: columns of thirty bits, the highest with the sign. Nothing can overflow or be rounded."""

from collections.abc import Sequence

import numpy as np

BITS = 30
BASE = 1 << BITS


class Wide:
    """Many whole numbers, lowest column first. All columns but the highest are 0 .. 2^30 - 1."""

    def __init__(self, columns: Sequence[np.ndarray]):
        self.columns = list(columns)

    @classmethod
    def of(cls, numbers: Sequence[int], width: int) -> "Wide":
        """From Python's integers, whose size must be under 2^(30 width)."""
        columns = [[number >> BITS * k & BASE - 1 for number in numbers] for k in range(width - 1)]
        columns.append([number >> BITS * (width - 1) for number in numbers])
        return cls([np.array(column, np.int64) for column in columns])

    @classmethod
    def times(cls, counts: np.ndarray, scale: int, width: int) -> "Wide":
        """counts (int64, 0 .. 2^31) times one whole number of 0 or more."""
        parts = [counts * (scale >> BITS * k & BASE - 1) for k in range(width)]
        return cls(parts)._carried()

    def __getitem__(self, some) -> "Wide":
        return Wide([column[some] for column in self.columns])

    def __add__(self, other: "Wide") -> "Wide":
        return Wide([a + b for a, b in zip(self.columns, other.columns, strict=True)])._carried()

    def __sub__(self, other: "Wide") -> "Wide":
        return Wide([a - b for a, b in zip(self.columns, other.columns, strict=True)])._carried()

    def is_negative(self) -> np.ndarray:
        return self.columns[-1] < 0

    def is_zero(self) -> np.ndarray:
        return np.logical_and.reduce([column == 0 for column in self.columns])

    def _carried(self) -> "Wide":
        """Each column's surplus brought to the next; a shift rounds down, so that what is below nothing borrows."""
        for k in range(len(self.columns) - 1):
            self.columns[k + 1] = self.columns[k + 1] + (self.columns[k] >> BITS)
            self.columns[k] = self.columns[k] & (BASE - 1)
        return self


def width_for(largest: int) -> int:
    """Columns for sums of a few numbers up to `largest`, of either sign."""
    return (largest.bit_length() + 4) // BITS + 1
