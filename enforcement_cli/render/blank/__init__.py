"""Blank returns as workbooks: the table with its tags, its rules as the spreadsheet's own, a guide.

The door is workbook.blank_workbook; rules and validation say what a cell may hold, table, guide and
package lay it out and pack it. None of it knows how a return is read.
"""
