from people.models.audit import AuditEntry, AuditSeal
from people.models.claims import ClaimCode
from people.models.notices import Notice
from people.models.ranks import FormerRank
from people.models.rolls import RollImport, RollMapping
from people.models.units import Placement, Posting, Unit
from people.models.users import Country, Rank, User

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "ClaimCode",
    "Country",
    "FormerRank",
    "Notice",
    "Placement",
    "Posting",
    "Rank",
    "RollImport",
    "RollMapping",
    "Unit",
    "User",
]
