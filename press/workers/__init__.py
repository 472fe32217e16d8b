"""Work -> what came of it, done where it may die alone: on this machine or on others.

pool       jobs -> results, each in a child process that may hang or die alone
queue      how many jobs -> the next to be done; those like one that hung are spared
isolated   files read, variants run in such children: nothing in them is trusted
task       a task -> bytes -> the task again, in another place
process    such a task, then numbers -> what came of them, in a process of its own
remote     numbers -> what came of them, through any executor
dask       the same on a Dask cluster that can be trusted
"""

from press.workers.dask import must_be_safe, on_dask
from press.workers.isolated import IsolatedResult, run_isolated
from press.workers.pool import Limits
from press.workers.task import Task

__all__ = ["IsolatedResult", "Limits", "Task", "must_be_safe", "on_dask", "run_isolated"]
