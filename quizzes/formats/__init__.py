"""Question files of other programs: bytes in, what was found out. Nothing here knows a model or the network."""

from quizzes.formats.question import Answer, File, Found, Pair, ParsedQuestion, Reading, Text, Verdict
from quizzes.formats.reading import read_file

__all__ = ["Answer", "File", "Found", "Pair", "ParsedQuestion", "Reading", "Text", "Verdict", "read_file"]
