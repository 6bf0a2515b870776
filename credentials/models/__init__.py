from credentials.models.achievement import Achievement
from credentials.models.credential import EXPIRING_DAYS, Credential
from credentials.models.requirement import Deployment, Requirement

__all__ = ["EXPIRING_DAYS", "Achievement", "Credential", "Deployment", "Requirement"]
