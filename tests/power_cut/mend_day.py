"""The program starts on a damaged store, and the clerk works on; by keys.

Run as a program of its own, with the folder and the descriptor for marks.
"""

from power_cut.desk import Desk, main
from power_cut.next_day import script

if __name__ == "__main__":
    Desk.expected = "数据文件已损坏"
    main(script)
