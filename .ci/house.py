#!/usr/bin/env python3
"""How the house stands: rooms, floors, arrows, circles, lines and public items, today or at a commit.

    .ci/house.py [COMMIT...]     a column for each commit, and one for the files as they are, in Markdown

A room is what stands right under `src/`, or a crate under `crates/`. A line counts where it is code outside tests. An item
is public where it is `pub` without a bracket. A floor is the longest way down; who uses each other stands on one floor.
"""

import re
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
PUBLIC = re.compile(r"^\s*pub (?:unsafe |const |async )*(?:fn|struct|enum|trait|mod|use|const|static|type|union)\b")


def code(text):
    """The lines that are code: no comments, no blanks, nothing of tests inside the file."""
    text = text.split("#[cfg(test)]\nmod tests {")[0]
    lines = [line for line in text.split("\n") if line.strip() and not line.strip().startswith("//")]
    return "\n".join(lines)


def split(group):
    """The parts of what stands in braces, at its own depth."""
    depth, start = 0, 0
    for at, sign in enumerate(group):
        depth += (sign == "{") - (sign == "}")
        if sign == "," and depth == 0:
            yield group[start:at].strip()
            start = at + 1
    yield group[start:].strip()


def closing(text, at):
    depth = 0
    for end in range(at, len(text)):
        depth += (text[end] == "{") - (text[end] == "}")
        if depth == 0:
            return end
    return len(text)


def expanded(path):
    """`a::{b, c::d}` as `a::b` and `a::c::d`."""
    if "{" not in path:
        return [path.split(" as ")[0].strip().rstrip(":").replace("::self", "")]
    before, rest = path.split("{", 1)
    inside = rest[: closing("{" + rest, 0) - 1]
    return [before + one for part in split(inside) if part for one in expanded(part)]


def used(text, own):
    """Every path of the crate that a module's code names, from the root."""
    paths = []
    for found in re.finditer(r"(?<![\w:])(crate|super|self)((?:::super)*)::((?:\w+::)*)", text):
        start, end = found.start(), found.end()
        if end < len(text) and text[end] == "{":
            whole = text[start : closing(text, end) + 1]
        else:
            whole = text[start:end] + re.match(r"\w*", text[end:]).group()
        for path in expanded(whole):
            parts, at = path.split("::"), list(own)
            if parts[0] == "crate":
                at, parts = [], parts[1:]
            while parts and parts[0] in ("super", "self"):
                at = at[:-1] if parts[0] == "super" else at
                parts = parts[1:]
            paths.append(at + parts)
    return paths


def circles(arrows):
    """Who reaches each other, two or more."""
    below = {one: set(arrows[one]) for one in arrows}
    for by in arrows:
        for one in arrows:
            if by in below[one]:
                below[one] |= below[by]
    together = {frozenset([one, *(other for other in below[one] if one in below[other])]) for one in arrows}
    return sorted(sorted(group) for group in together if len(group) > 1)


def floors(arrows):
    """How many floors there are."""
    in_circle = {one: tuple(group) for group in circles(arrows) for one in group}
    name = lambda one: in_circle.get(one, (one,))
    known = {}

    def height(group):
        if group not in known:
            down = {name(other) for one in group for other in arrows[one]} - {group}
            known[group] = 1 + max((height(other) for other in down), default=0)
        return known[group]

    return max(height(name(one)) for one in arrows)


def modules(folder):
    """Each file of a source folder: where it stands, and its code."""
    for file in sorted(folder.rglob("*.rs")):
        place = file.relative_to(folder).with_suffix("").parts
        if place[-1] == "tests" or "tests" in place:
            continue
        yield place, code(file.read_text(encoding="utf-8"))


def arrows_at(files, room=()):
    """Who uses whom among what stands right under a place."""
    depth = len(room)
    names = {place[depth] for place, _ in files if len(place) > depth and place[:depth] == room} - {"lib", "main"}
    # what the room hands on is of the module it comes from
    handed = {}
    for place, text in files:
        if place == room:
            for path in re.findall(r"pub(?:\([^)]*\))? use ((?:\w+::)+(?:\{[^}]*\}|\w+));", text):
                for one in expanded(re.sub(r"\s+", " ", path)):
                    handed[one.split("::")[-1]] = one.split("::")[0]
    arrows = {name: set() for name in names}
    for place, text in files:
        if len(place) <= depth or place[:depth] != room or place[depth] not in names:
            continue
        for path in used(text, place):
            if len(path) > depth and tuple(path[:depth]) == room:
                other = path[depth] if path[depth] in names else handed.get(path[depth])
                if other in names and other != place[depth]:
                    arrows[place[depth]].add(other)
    return arrows


def measured(home):
    files = list(modules(home / "src"))
    arrows = arrows_at(files)
    round_in = {one: group for group in circles(arrows) for one in group}
    rows = {
        "rooms under `src/`": len(arrows),
        "floors": floors(arrows),
        "arrows between rooms": sum(map(len, arrows.values())),
        "of these in a circle": sum(1 for one in arrows for other in arrows[one] if other in round_in.get(one, ())),
        "circles of rooms": len(circles(arrows)),
    }
    inner = {room: circles(arrows_at(files, (room,))) for room in sorted(arrows)}
    rows["modules in circles within rooms"] = sum(len(group) for groups in inner.values() for group in groups)
    lines, public = {}, 0
    whole = [(place[0], text) for place, text in files]
    for crate in sorted((home / "crates").glob("*/src")):
        whole += [(f"crates/{crate.parent.name}", text) for _, text in modules(crate)]
    for room, text in whole:
        room = "lib, main" if room in ("lib", "main") else room
        lines[room] = lines.get(room, 0) + text.count("\n") + 1
        public += sum(1 for line in text.split("\n") if PUBLIC.match(line))
    rows["public items"] = public
    rows["files"] = len(whole)
    rows["lines of code"] = sum(lines.values())
    return rows, lines, inner


def at_commit(commit):
    packed = subprocess.run(["git", "archive", commit, "src", "crates"], cwd=HOME, capture_output=True)
    if packed.returncode:
        packed = subprocess.run(["git", "archive", commit, "src"], cwd=HOME, capture_output=True, check=True)
    with tempfile.TemporaryDirectory() as folder:
        tarfile.open(fileobj=BytesIO(packed.stdout)).extractall(folder, filter="data")
        return measured(Path(folder))


def main():
    commits = sys.argv[1:]
    columns = [(commit, at_commit(commit)) for commit in commits] + [("today", measured(HOME))]
    print("| | " + " | ".join(name for name, _ in columns) + " |")
    print("|---|" + "---:|" * len(columns))
    for row in columns[0][1][0]:
        print(f"| {row} | " + " | ".join(f"{rows[row]:,}" for _, (rows, _, _) in columns) + " |")
    rooms = sorted({room for _, (_, lines, _) in columns for room in lines})
    for room in rooms:
        print(f"| lines in `{room}` | " + " | ".join(f"{lines[room]:,}" if room in lines else "–" for _, (_, lines, _) in columns) + " |")
    for room, groups in columns[-1][1][2].items():
        for group in groups:
            print(f"circle within {room}: {', '.join(group)}", file=sys.stderr)


if __name__ == "__main__":
    main()
