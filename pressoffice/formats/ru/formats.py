"""Russian as Django has it, but a day of a month in its case: 26 ноября."""

MONTH_DAY_FORMAT = "j E"
