"""The 案号: identity is (year, court code, speciality, type, serial); 法〔2015〕137号, 法〔2018〕335号."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CaseNumber:
    """One numbered case.

    `speciality` is the one-character 专门审判代字, ordinarily empty. `suffix` is what followed the
    identity in the cell (之一, 系列案); it takes no part in equality.
    """

    year: int
    court: str
    type: str
    serial: int
    speciality: str = ""

    @property
    def official(self) -> str:
        """The form that is stored and printed.

        >>> CaseNumber(year=2026, court="辽1202", type="执", serial=123).official
        '（2026）辽1202执123号'
        """
        return f"（{self.year}）{self.court}{self.speciality}{self.type}{self.serial}号"
