"""How a machine is told to run the routine: crontab, systemd timers, the Windows Task Scheduler.

Comes in: a workspace and the kinds of run. Goes out: what to install, and what is installed.
Refuses to touch an entry that is not its own.
"""
