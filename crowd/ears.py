"""Who listens to what a device sends and gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from crowd.asked import Asked, Frame
from crowd.screen import Heard

if TYPE_CHECKING:
    from crowd.device import Device


class Ears(Protocol):
    """Moments are in s, monotonic."""

    def sent(self, device: Device, asked: Asked, at: float) -> None:
        """A command leaves, perhaps not for the first time."""

    def answered(self, device: Device, asked: Asked, reply: Frame, at: float) -> None:
        """A reply has come, perhaps one that decides nothing."""

    def clapped(self, device: Device, moments: Sequence[float], at: float, part: int) -> None:
        """Claps of these moments leave, in a frame of which this part (thousandths) is sent."""

    def kept_back(self, device: Device, moments: Sequence[float]) -> None:
        """Claps of these moments are not told of: others stand for them."""

    def heard(self, device: Device, heard: Heard) -> None:
        """Any frame has come."""

    def inside(self, device: Device, at: float) -> None:
        """It has entered a room: from here on it is told what happens there."""

    def outside(self, device: Device, at: float) -> None:
        """It has lost its connection, or is about to go to another room."""
