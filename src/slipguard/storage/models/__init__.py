"""The tables, one file per noun."""

from slipguard.storage.models.account import Account, Credential, PersonalAccount, VoiceRow
from slipguard.storage.models.audit import AuditEntry
from slipguard.storage.models.backtest import BacktestRun
from slipguard.storage.models.draft import Draft
from slipguard.storage.models.incident import Incident, IncidentEvent
from slipguard.storage.models.invitation import ClientLink, Invitation
from slipguard.storage.models.notice import AlarmLink, Channel, OnCall
from slipguard.storage.models.person import ApiToken, Membership, Person, Role
from slipguard.storage.models.post import PostRow
from slipguard.storage.models.separation_exception import SeparationException
from slipguard.storage.models.workspace import Workspace

__all__ = [
    "Account",
    "AlarmLink",
    "ApiToken",
    "AuditEntry",
    "BacktestRun",
    "Channel",
    "ClientLink",
    "Credential",
    "Draft",
    "Incident",
    "IncidentEvent",
    "Invitation",
    "Membership",
    "OnCall",
    "Person",
    "PersonalAccount",
    "PostRow",
    "Role",
    "SeparationException",
    "VoiceRow",
    "Workspace",
]
