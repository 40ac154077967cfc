"""Excel workbooks, by openpyxl: one sheet for each heading."""

import io

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

from .package import rewrite_package

THIN = Side(style="thin")


def _write_table(sheet, block, top):
    for cell in block.cells():
        row, column = top + cell.row, 1 + cell.column
        target = sheet.cell(row, column, cell.text)
        target.border = Border(THIN, THIN, THIN, THIN)
        target.alignment = Alignment(vertical="center", wrap_text=True)
        target.font = Font(bold=cell.row == 0)
        if cell.rowspan > 1 or cell.colspan > 1:
            sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + cell.rowspan - 1,
                end_column=column + cell.colspan - 1,
            )
    for column in range(len(block.rows[0])):
        width = max(len(row[column]) for row in block.rows)
        # A Hangul syllable is about twice as wide as the digit that Excel counts in.
        sheet.column_dimensions[chr(ord("A") + column)].width = min(60, 2 * width + 2)


def write_xlsx(path, blocks):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    row = 1
    for block in blocks:
        if block.kind == "title":
            workbook.properties.title = block.text
        elif block.kind == "heading":
            sheet = workbook.create_sheet(block.text)
            row = 1
        elif block.kind == "paragraph":
            sheet.cell(row, 1, block.text).font = Font(bold=True)
            row += 1
        else:
            _write_table(sheet, block, row)
            row += len(block.rows) + 1
    workbook.properties.creator = "주식회사 나래울정공"
    saved = io.BytesIO()
    workbook.save(saved)
    rewrite_package(path, saved.getvalue())
