"""What the process with the functions in it has to say of a rehearsal: operations, money and its own time, by phase."""

from __future__ import annotations

import time
from typing import Any

from bill.prices import Prices
from bill.usage import Usage
from local.meter import BEFORE
from local.runner import Runner


class Measured:
    """Is told when a phase begins. Phases in which nothing is played, but all are compared, are on no bill; and faults
    stop for them: what is promised is promised for when they have stopped.
    """

    def __init__(self, runner: Runner, prices: Prices) -> None:
        self._runner, self._prices = runner, prices
        self._faults = dict(runner.deployment.chaos.rates)
        self._cpu: dict[str, float] = {}
        self._phase, self._since = BEFORE, time.process_time()
        self._played = [BEFORE]

    def begin(self, phase: str, *, is_played: bool = True) -> None:
        """A phase begins, and the one before it is over."""
        self._end()
        self._phase = phase
        faults = self._runner.deployment.chaos.rates
        if is_played:
            self._played.append(phase)
            faults.update(self._faults)
        else:
            faults.clear()
        self._runner.meter.phase(phase)

    def _end(self) -> None:
        now = time.process_time()
        self._cpu[self._phase] = self._cpu.get(self._phase, 0.0) + now - self._since
        self._since = now

    def joined(self, report: dict[str, Any]) -> dict[str, Any]:
        """The report with this half of it."""
        self._end()
        used = sum((self._runner.meter.usage(phase) for phase in self._played), Usage())
        cost = used.cost(self._prices)
        phases = report["phases"]
        for name in (phase for phase in self._runner.meter.phases if phase in self._cpu):
            usage = self._runner.meter.usage(name)
            phases[name] = {
                **phases.get(name, {}),
                "server_cpu_seconds": round(self._cpu[name], 2),
                "operations": _rounded(usage.by_item()),
                "cost_usd": round(usage.cost(self._prices).total, 6),
            }
        causes = used.by_cause()
        return {
            **report,
            "phases": phases,
            "operations": {
                item: {
                    "amount": round(amount, 4),
                    "by_cause": {cause: round(items[item], 4) for cause, items in causes.items() if item in items},
                }
                for item, amount in used.by_item().items()
            },
            "cost_usd": round(cost.total, 6),
            "cost_usd_by_cause": {cause: round(cost.of_cause(cause), 6) for cause in causes},
            "chaos": dict(self._runner.deployment.chaos.injected),
            "failed": dict(self._runner.failures),
        }


def _rounded(amounts: dict[str, float]) -> dict[str, float]:
    return {item: round(amount, 4) for item, amount in amounts.items()}
