"""Names of what an evaluation reads and writes."""

FIGURES, REPORT = "figures.json", "report.html"  # in a folder of each run
ACCEPTED = "data/accepted.json"
