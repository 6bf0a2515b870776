"""Examinations on paper: numbered forms with an answer sheet, entered on a keyboard, marked by the same code."""
