"""The one door for anything that has rows: pasted, CSV in any encoding, or a sheet of a workbook.

Here is only what can be told from the file: which sheet, which heading, what a cell may mean. What
is saved of it, and what has to be asked first, is decided by the services (docs/adr/0050).
"""
