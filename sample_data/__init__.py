"""Sample campaigns with invented people, for the demo and the tests.

In: nothing. Out: workbooks as courts would send them, and the truth they hold.
Knows nothing of the program it tests: it is an independent oracle.
"""

import os

# The same bytes whether or not lxml is installed.
os.environ["OPENPYXL_LXML"] = "False"
