#!/usr/bin/env python3
"""The small script that an analyst would write: reads an authority's workbooks, judges one floor, writes 2,000 notes.

    benches/pandas_floor.py FOLDER MARKED.xlsx

It is here to be compared with, see benches/national.py: reading with pandas, notes with openpyxl, one condition.
"""

import pathlib
import sys

import openpyxl
import pandas
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

BOOK, SHEET = "Attainment KS1 and KS2 2011-12.xlsx", "KS2 2011-12"
MEASURE, FLOOR, NOTES = 4, 60, 2000


def main(folder, marked):
    for path in sorted(folder.iterdir()):
        if path.suffix == ".xlsx":
            pandas.read_excel(path, sheet_name=None, header=None)
        elif path.suffix == ".csv":
            pandas.read_csv(path)
    table = pandas.read_excel(folder / BOOK, sheet_name=SHEET, header=None)
    figures = pandas.to_numeric(table[MEASURE], errors="coerce")
    # the schools below the floor, and then those nearest to it, until there are enough notes
    wanted = figures.sort_values().dropna().index[:NOTES]
    book = openpyxl.load_workbook(folder / BOOK)
    sheet = book[SHEET]
    fill = PatternFill("solid", fgColor="F6D5CF")
    below = 0
    for row in wanted:
        cell = sheet.cell(row=int(row) + 1, column=MEASURE + 1)
        under = figures[row] < FLOOR
        below += under
        cell.comment = Comment(f"{figures[row]}% and the floor is {FLOOR}%: {'below' if under else 'not below'}", "floor")
        cell.fill = fill
    book.save(marked)
    print(f"{below} below the floor, {len(wanted)} notes")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
