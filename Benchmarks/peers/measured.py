"""Measures one piece of work and prints it as `gonghui bench` reads it: one line of JSON."""

import json
import time


def peak_bytes():
    with open("/proc/self/status", encoding="utf-8") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def measured(work, rows, body):
    """Runs the work, its modules loaded beforehand; the memory is that of the whole process, modules included."""
    began = time.perf_counter()
    body()
    seconds = time.perf_counter() - began
    print(json.dumps({"work": work, "rows": rows, "seconds": seconds, "peakBytes": peak_bytes()}))
