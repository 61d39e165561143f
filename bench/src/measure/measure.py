"""Runs a command and measures its whole process tree: measure.py REPORT SECONDS SHARE -- COMMAND...

Writes REPORT (JSON): wall and CPU seconds, peak memory, and what each process took. Exits as the command does.
`startedAt` is in seconds of CLOCK_MONOTONIC, which is Node's process.hrtime() too.

CPU time is exact, not sampled. This process makes itself a child subreaper, so whatever the command leaves
behind (a daemon, a child of a killed parent) becomes its child, and the kernel adds the time of every child that
is waited for to RUSAGE_CHILDREN. It works for any user, unlike a cgroup, which only root or a delegate may make.
Lost is only the time of children of a process that ignores SIGCHLD; see prctl(2), getrusage(2), wait(2).

Memory is sampled every SECONDS seconds, or less often where sampling would take more than SHARE of a core: the
sum over the tree of PSS, in which a page that several processes share counts once in all, from
/proc/PID/smaps_rollup. See proc(5).
"""

import ctypes
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time

# linux/prctl.h
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
# What is still there so long after the command has ended is killed.
GRACE_SECONDS = 5


def read(path):
    """The text of a file of /proc, or None when its process has ended or may not be looked into."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return None


def processes():
    """All processes: pid → (parent, start time, CPU seconds of its own), from /proc/PID/stat."""
    found = {}
    for name in os.listdir("/proc"):
        stat = name.isdigit() and read(f"/proc/{name}/stat")
        if not stat:
            continue
        # The name in parentheses may hold blanks and parentheses itself.
        fields = stat[stat.rindex(")") + 2 :].split()
        found[int(name)] = (int(fields[1]), fields[19], (int(fields[11]) + int(fields[12])) / TICKS)
    return found


def descendants(found):
    """The pids of `found` that descend from this process."""
    tree = {os.getpid()}
    size = 0
    while size != len(tree):
        size = len(tree)
        tree |= {pid for pid, (parent, _, _) in found.items() if parent in tree}
    return tree - {os.getpid()}


def memory(pid):
    """(PSS, RSS, is PSS exact) of a process in bytes; RSS stands in for a PSS that may not be read."""
    statm = read(f"/proc/{pid}/statm")
    if not statm:
        return 0, 0, True
    resident = int(statm.split()[1]) * PAGE
    for line in (read(f"/proc/{pid}/smaps_rollup") or "").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024, resident, True
    return resident, resident, resident == 0


class Tree:
    """What was seen of the command's processes so far."""

    def __init__(self):
        self.seen = {}
        self.peak = {"pss": 0, "rss": 0, "processes": 0}
        self.pss_exact = True
        self.samples = 0

    def sample(self):
        found = processes()
        members = descendants(found)
        pss_sum = rss_sum = 0
        for pid in members:
            pss, rss, exact = memory(pid)
            pss_sum, rss_sum = pss_sum + pss, rss_sum + rss
            self.pss_exact = self.pss_exact and exact
            self.note(pid, found[pid], pss)
        for key, value in (("pss", pss_sum), ("rss", rss_sum), ("processes", len(members))):
            self.peak[key] = max(self.peak[key], value)
        self.samples += 1
        return members

    def note(self, pid, stat, pss):
        _, start, cpu = stat
        # The command line can change: a launcher becomes its program, a forked renderer gets its type.
        command = (read(f"/proc/{pid}/cmdline") or "").split("\0")[:-1]
        entry = self.seen.setdefault((pid, start), {"command": [], "cpuSeconds": 0, "peakPssBytes": 0})
        entry["command"] = command or entry["command"]
        entry["cpuSeconds"] = cpu
        entry["peakPssBytes"] = max(entry["peakPssBytes"], pss)


def reap():
    """Waits for all children that have ended; False when there is none left, ended or not."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return True
    except ChildProcessError:
        return False


def watch(tree, child, interval, share):
    """Samples until the command ends. Returns its exit status, as a shell would give it, and when it ended."""
    ended = select.poll()
    ended.register(os.pidfd_open(child.pid), select.POLLIN)
    pause = interval
    while not ended.poll(pause * 1000):
        started = time.thread_time()
        tree.sample()
        pause = max(interval, (time.thread_time() - started) / share)
    now = time.monotonic()
    code = child.wait()
    return (code if code >= 0 else 128 - code), now


def clear(tree, interval):
    """Gives what the command left running some time, kills it then. Returns how many were killed."""
    deadline = time.monotonic() + GRACE_SECONDS
    killed = set()
    while reap():
        if time.monotonic() > deadline:
            killed |= kill_all()
        else:
            tree.sample()
        time.sleep(interval)
    return len(killed)


def kill_all():
    members = descendants(processes())
    for pid in members:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    return members


def stop(number, _frame):
    kill_all()
    os._exit(128 + number)


def prctl(option, value):
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), f"prctl({option})")


def main():
    report_path, interval, share, separator, *command = sys.argv[1:]
    assert separator == "--" and command, __doc__
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    # Nothing that was started here may outlive the benchmark.
    prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    tree = Tree()
    started = time.monotonic()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    code, ended = watch(tree, child, float(interval), float(share))
    killed = clear(tree, float(interval))

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    report = {
        "exitCode": code,
        "startedAt": started,
        "wallSeconds": ended - started,
        "cpuSeconds": used.ru_utime + used.ru_stime,
        "peakPssBytes": tree.peak["pss"],
        "peakRssBytes": tree.peak["rss"],
        "pssIsExact": tree.pss_exact,
        "peakProcesses": tree.peak["processes"],
        "killedProcesses": killed,
        "samples": tree.samples,
        "samplerCpuSeconds": own.ru_utime + own.ru_stime,
        "processes": list(tree.seen.values()),
    }
    with open(report_path, "w", encoding="utf-8") as file:
        json.dump(report, file)
    sys.exit(code)


if __name__ == "__main__":
    main()
