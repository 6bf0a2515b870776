from credentials.models.achievement import Achievement
from credentials.models.credential import Credential
from credentials.models.external import ExternalCertificate
from credentials.models.printing import CertificatePrint
from credentials.models.renewal import RenewalCall, RenewalRule
from credentials.models.requirement import Deployment, Requirement
from credentials.models.sharing import ShareLink
from credentials.models.signature import CredentialSignature, StatusList
from credentials.recertification import EXPIRING_DAYS

__all__ = [
    "EXPIRING_DAYS",
    "Achievement",
    "CertificatePrint",
    "Credential",
    "CredentialSignature",
    "Deployment",
    "ExternalCertificate",
    "RenewalCall",
    "RenewalRule",
    "Requirement",
    "ShareLink",
    "StatusList",
]
