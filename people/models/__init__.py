from people.models.claims import ClaimCode
from people.models.notices import Notice
from people.models.rolls import RollImport, RollMapping
from people.models.units import Placement, Posting, Unit
from people.models.users import Country, Rank, User

__all__ = ["ClaimCode", "Country", "Notice", "Placement", "Posting", "Rank", "RollImport", "RollMapping", "Unit", "User"]
