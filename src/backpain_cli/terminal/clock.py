"""The real time, for the loop of a session."""

import time

_BOOT_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)


class MonotonicClock:
    """Time that cannot be set; on Linux it also knows how long the machine slept."""

    def now(self) -> int:
        """Return nanoseconds since some moment; stands still while the machine sleeps."""
        return time.monotonic_ns()

    def asleep(self) -> int:
        """Return nanoseconds that the machine has slept since some moment; always 0 where that is not known."""
        if _BOOT_CLOCK is None:
            return 0
        return time.clock_gettime_ns(_BOOT_CLOCK) - time.clock_gettime_ns(time.CLOCK_MONOTONIC)
