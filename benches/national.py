#!/usr/bin/env python3
"""What a run costs, from one authority to five countries: whole processes, processor seconds and peak memory.

Every cost is a ratio to B, `survey --annotate` of the same workbooks by the same program in the same run, so that the
figures of one machine can be laid beside those of another. Needs Linux or macOS and Python 3 alone.

    benches/national.py                 everything; rows whose data are absent say "skipped"
    benches/national.py --small         the sample alone, held against benches/national.json: .ci/run
    benches/national.py --write         also put the table into docs/performance.md
    benches/national.py --install       also install pandas and openpyxl into a folder of its own, for the last row
    benches/national.py --earlier FILE  beside each ratio the one to the B of an earlier program, in the same run
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HOME = pathlib.Path(__file__).resolve().parent.parent
STORED = HOME / "benches/national.json"
PAGE = HOME / "docs/performance.md"
DATA = pathlib.Path(os.environ.get("YARDSTICK_DATA", HOME / "../shared/data"))
ENGLAND = "england-2013-04/Management Information - Schools - 30 April 2013 (provisional).xlsx"
SHEET = "Provider level data"
SWEPT = ["--rule", "secondary-2011-12", "--measure", "ks4.five_ac_em", "--from", "0.5", "--to", "50", "--step", "0.5"]
# ru_maxrss is in bytes on macOS, in KiB elsewhere
KIB = 1 / 1024 if sys.platform == "darwin" else 1


class Cost:
    """Processor seconds and peak memory (MiB) of a process."""

    def __init__(self, seconds, mib):
        self.seconds, self.mib = seconds, mib


def cost(command, ends=(0, 1), times=1, env=None):
    """Runs a command so many times; the least of each, since what else goes on only ever adds."""
    found = []
    for _ in range(times):
        process = subprocess.Popen([str(word) for word in command], cwd=HOME, env=env,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read().decode(errors="replace")
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ends:
            sys.exit(f"{' '.join(map(str, command))}: ended with {process.returncode}\n{said[-2000:]}")
        found.append(Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * KIB / 1024))
    return Cost(min(one.seconds for one in found), min(one.mib for one in found))


class Bench:
    def __init__(self, program, multiply, work, times, earlier=None):
        self.program, self.multiply, self.work, self.times, self.earlier = program, multiply, work, times, earlier
        self.rows = []

    def base(self, inputs):
        """B; with what an earlier program took for it, since a faster B makes every ratio harder to reach."""
        survey = ["survey", "--annotate", "--quiet", inputs]
        base = cost([self.program, *survey], times=self.times)
        base.earlier = cost([self.earlier, *survey], times=self.times).seconds if self.earlier else None
        return base

    def evaluate(self, inputs, *more, times=None):
        out = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        done = cost([self.program, "evaluate", inputs, "--out", out, "--quiet", *more], times=times or self.times)
        if not any(out.glob("*.xlsx")):
            sys.exit(f"evaluating {inputs} wrote nothing; run it by hand and see what it says")
        shutil.rmtree(out)
        return done

    def row(self, key, work, aim, of=None, by=None, done=None, note=""):
        """One row: the ratio of `done` to `of`, or that it was skipped."""
        ratio = None if done is None else done.seconds / max(by or of.seconds, 0.001)
        row = {"key": key, "work": work, "aim": aim, "ratio": ratio, "note": note,
               "seconds": done and done.seconds, "mib": done and done.mib, "b": of and of.seconds,
               "earlier": getattr(of, "earlier", None)}
        self.rows.append(row)
        told = "skipped" if ratio is None else f"{ratio:.2f} B, {done.seconds:.2f} s, {done.mib:.0f} MiB"
        print(f"{work}: {told} {note}".rstrip(), flush=True)

    def multiplied(self, schools):
        folder = self.work / f"{schools} schools"
        if not folder.exists():
            subprocess.run([self.multiply, "schools", str(schools), folder], check=True, stdout=subprocess.DEVNULL)
        return folder

    # --- the rows ----------------------------------------------------------------------------------------------

    def sample(self):
        base = self.base(HOME / "workbooks")
        done = self.evaluate(HOME / "workbooks", "--date", "2013-01-08")
        self.row("sample", "sample, 54 schools, 11 workbooks, `evaluate`", "<= 3 B", base, done=done)
        out = pathlib.Path(tempfile.mkdtemp(dir=self.work)) / "findings.json"
        done = self.evaluate(HOME / "workbooks", "--date", "2013-01-08", "--json", out)
        self.row("sample-json", "the same with the findings as JSON", "", base, done=done,
                 note=f"JSON of {out.stat().st_size / 2**20:.1f} MiB")

    def authority(self):
        folder = self.multiplied(714)
        base = self.base(folder)
        done = self.evaluate(folder, "--date", "2013-01-08")
        self.row("714", "714 schools, `evaluate`", "<= 4 B, < 150 MiB", base, done=done)
        done = cost([self.program, "sweep", folder, *SWEPT, "--date", "2013-01-08"])
        self.row("sweep", "`sweep`, 100 values, 714 schools", "< 1 s", base, done=done)
        self.watch("watch", "an edited threshold under `watch`, 714 schools, new review on disk", "< 1 s", folder, base)

    def watch(self, key, work, aim, folder, base):
        """Processor seconds of a round that an edited threshold asks for. Needs /proc."""
        if not pathlib.Path("/proc/self/stat").exists():
            return self.row(key, work, aim, note="(needs /proc)")
        rules, out = self.work / "watched rules", self.work / "watched out"
        shutil.copytree(HOME / "rules", rules)
        command = [self.program, "watch", folder, "--rules", rules, "--out", out, "--settle", "0.3", "--quiet",
                   "--date", "2013-01-08"]
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
        try:
            self.until(process, out, 1)
            before = self.used(process.pid)
            floors = rules / "floors/secondary.yaml"
            before_it, after_it = floors.read_text().split("        line: 40\n", 1)
            floors.write_text(f"{before_it}        line: 45\n{after_it}")
            self.until(process, out, 2)
            after = self.used(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
            shutil.rmtree(rules)
            shutil.rmtree(out, ignore_errors=True)
        self.row(key, work, aim, base, done=Cost(after.seconds - before.seconds, after.mib))

    @staticmethod
    def until(process, out, rounds):
        log, begun = out / "yardstick.log", time.monotonic()
        while not log.exists() or log.read_text().count("  evaluated ") < rounds:
            if process.poll() is not None or time.monotonic() - begun > 1800:
                sys.exit("the watch made no round; see its log")
            time.sleep(0.2)
        # the state is written after the line in the log
        time.sleep(0.5)

    @staticmethod
    def used(pid):
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        most = re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())
        return Cost((int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), int(most[1]) / 1024)

    def england(self):
        once = DATA / ENGLAND
        rows = [("england", "England, 21,308 schools, review, annotated copy, JSON", "<= 3 B, < 500 MiB"),
                ("england-5", "England five times, 106,540 schools, against five times England", "<= 1.2")]
        if not once.exists():
            return [self.row(*row, note=f"(no {ENGLAND})") for row in rows]
        country = ["--authority", "all", "--date", "2013-05-01", "--json"]
        base = self.base(once)
        one = self.evaluate(once, *country, self.work / "england.json", times=1)
        size = (self.work / "england.json").stat().st_size / 2**20
        self.row(*rows[0], base, done=one, note=f"JSON of {size:.0f} MiB")
        many = self.work / "five times"
        subprocess.run([self.multiply, "table", once, SHEET, "5", many], check=True, stdout=subprocess.DEVNULL)
        # of a workbook with the table alone, so that both grow by the schools only
        single = self.work / "once"
        subprocess.run([self.multiply, "table", once, SHEET, "1", single], check=True, stdout=subprocess.DEVNULL)
        one = self.evaluate(single, *country, self.work / "one.json", times=1)
        five = self.evaluate(many, *country, self.work / "five.json", times=1)
        self.row(*rows[1], one, by=5 * one.seconds, done=five)

    def pandas(self, install):
        work = ["pandas", "pandas and openpyxl, 3,257 schools: one floor, 2,000 notes, against our whole rulebook", ">= 3"]
        env = dict(os.environ)
        if install:
            folder = self.work / "packages"
            subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "pandas", "openpyxl"],
                           check=True)
            env["PYTHONPATH"] = str(folder)
        if subprocess.run([sys.executable, "-c", "import pandas, openpyxl"], env=env, stderr=subprocess.DEVNULL).returncode:
            return self.row(*work, note="(no pandas and openpyxl; --install puts them into a folder of its own)")
        folder = self.multiplied(3257)
        ours = self.evaluate(folder, "--date", "2013-01-08", times=1)
        script = [sys.executable, HOME / "benches/pandas_floor.py", folder, self.work / "marked.xlsx"]
        theirs = cost(script, ends=(0,), env=env)
        self.row(*work, ours, done=theirs, note="(their seconds by ours)")

    # --- what comes of it --------------------------------------------------------------------------------------

    def table(self):
        lines = ["| work | to reach | processor time | peak memory | |", "|---|---|---|---|---|"]
        if self.earlier:
            lines = ["| work | to reach | processor time | in B of the earlier program | peak memory | |",
                     "|---|---|---|---|---|---|"]
        for row in self.rows:
            if row["ratio"] is None:
                lines.append(f"| {row['work']} | {row['aim']} | skipped |{' |' * bool(self.earlier)} | {row['note']} |")
                continue
            then = f"{row['seconds'] / row['earlier']:.2f} (B {row['earlier']:.2f} s)" if row["earlier"] else ""
            lines.append(f"| {row['work']} | {row['aim']} | **{row['ratio']:.2f}** ({row['seconds']:.2f} s; B "
                         f"{row['b']:.2f} s) |{f' {then} |' if self.earlier else ''} {row['mib']:.0f} MiB | {row['note']} |")
        return "\n".join(lines)

    def write(self):
        """Puts the table between its two marks."""
        page = PAGE.read_text()
        start, end = "<!-- made by benches/national.py -->", "<!-- end -->"
        head, rest = page.split(start, 1)
        tail = rest.split(end, 1)[1]
        said = f"{datetime.date.today()}, {machine()}, {os.cpu_count()} processors:\n\n{self.table()}"
        PAGE.write_text(f"{head}{start}\n{said}\n{end}{tail}")

    def held(self):
        """Whether no ratio has doubled against the stored one, which is generous already."""
        stored = json.loads(STORED.read_text())
        worse = []
        for row in self.rows:
            most = stored.get(row["key"])
            if most and row["ratio"] is not None and row["ratio"] > 2 * most:
                worse.append(f"{row['work']}: {row['ratio']:.1f} B, stored {most} B")
        for line in worse:
            print(f"SLOWER BY MORE THAN TWO: {line}", file=sys.stderr)
        return not worse


def machine():
    info = pathlib.Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--small", action="store_true", help="the sample alone, held against the stored ratios")
    asked.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    asked.add_argument("--install", action="store_true", help="install pandas and openpyxl into a folder of its own")
    asked.add_argument("--program", help="a program that is built already [default: cargo builds target/release]")
    asked.add_argument("--multiply", help="the example multiply_authority that is built already [default: cargo builds it]")
    asked.add_argument("--times", type=int, default=3, help="runs of the short rows, of which the least counts")
    asked.add_argument("--earlier", help="an earlier program, whose B is given too")
    asked.add_argument("--rows", default="sample,authority,england,pandas", help="which rows, by comma")
    asked = asked.parse_args()
    if not (asked.program and (asked.multiply or asked.small)):
        subprocess.run(["cargo", "build", "--release", "--quiet", "--bin", "yardstick", "--example",
                        "multiply_authority"], cwd=HOME, check=True)
    built = HOME / "target/release"
    program = pathlib.Path(asked.program or built / "yardstick").resolve()
    multiply = pathlib.Path(asked.multiply or built / "examples/multiply_authority").resolve()
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(program, multiply, pathlib.Path(work), asked.times, asked.earlier)
        rows = {"sample": bench.sample, "authority": bench.authority, "england": bench.england,
                "pandas": lambda: bench.pandas(asked.install)}
        for name in ["sample"] if asked.small else asked.rows.split(","):
            rows[name]()
        print(f"\n{bench.table()}")
        if asked.write:
            bench.write()
        if not bench.held():
            sys.exit(1)


if __name__ == "__main__":
    main()
