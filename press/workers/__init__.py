"""Work -> what came of it, done where it may die alone: on this machine or on others.

pool       jobs -> results, each in a child process that may hang or die alone
queue      how many jobs -> the next to be done; those like one that hung are spared
procfs     a process -> its time and memory
isolated   files read, variants run in such children: nothing in them is trusted
task       a task -> bytes -> the task again, in another place
carrier    jobs of a task -> what came of each: the interface for all places, and this machine
process    such a task, then jobs -> what came of them, in a process of its own
remote     jobs -> what came of them, through any executor
cluster    the same on a Dask cluster that can be trusted
dask       the process that speaks with it
"""

from press.workers.carrier import Carrier, Here
from press.workers.cluster import must_be_safe, on_dask
from press.workers.isolated import IsolatedResult, run_isolated
from press.workers.pool import Limits
from press.workers.task import Task

__all__ = [
    "Carrier",
    "Here",
    "IsolatedResult",
    "Limits",
    "Task",
    "must_be_safe",
    "on_dask",
    "run_isolated",
]
