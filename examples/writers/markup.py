"""The small mark-up of `source/*.txt`, parsed once and used by every writer.

`# title`, `## heading`, `| cell | cell |` table rows, and any other line a paragraph. In a table `^`
joins a cell to the one above it and `<` to the one at its left. `[[text]]` in a paragraph is a footnote.
"""

import re
from dataclasses import dataclass, field

FOOTNOTE = re.compile(r"\[\[(.+?)\]\]")


@dataclass
class Cell:
    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass
class Block:
    kind: str  # "title", "heading", "paragraph" or "table"
    text: str = ""
    rows: list = field(default_factory=list)  # a table's cells as written, marks included

    def cells(self):
        """The cells that stand, each with its span, in reading order."""
        standing = {}
        owner = {}
        for r, row in enumerate(self.rows):
            for c, text in enumerate(row):
                if text == "^":
                    owner[r, c] = owner[r - 1, c]
                elif text == "<":
                    owner[r, c] = owner[r, c - 1]
                else:
                    owner[r, c] = (r, c)
                    standing[r, c] = Cell(r, c, text)
                top = standing[owner[r, c]]
                top.rowspan = max(top.rowspan, r - top.row + 1)
                top.colspan = max(top.colspan, c - top.column + 1)
        return list(standing.values())

    def filled_rows(self):
        """Rows of plain texts in which a joined cell repeats the text of its owner."""
        grid = [list(row) for row in self.rows]
        for cell in self.cells():
            for r in range(cell.row, cell.row + cell.rowspan):
                for c in range(cell.column, cell.column + cell.colspan):
                    grid[r][c] = cell.text
        return grid


def split_footnotes(text):
    """The paragraph as a list of ("text" | "footnote", content)."""
    parts = FOOTNOTE.split(text)
    kinds = ("text", "footnote")
    return [(kinds[i % 2], part) for i, part in enumerate(parts) if part]


def parse(text):
    blocks = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        if line.startswith("|"):
            row = [cell.strip() for cell in line.strip("|").split("|")]
            if not blocks or blocks[-1].kind != "table":
                blocks.append(Block("table"))
            table = blocks[-1].rows
            if table and len(table[0]) != len(row):
                raise ValueError(f"row of {len(row)} cells in a table of {len(table[0])}: {line}")
            table.append(row)
        elif line.startswith("## "):
            blocks.append(Block("heading", line[3:]))
        elif line.startswith("# "):
            blocks.append(Block("title", line[2:]))
        else:
            blocks.append(Block("paragraph", line))
    return blocks
