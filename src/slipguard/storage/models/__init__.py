"""The tables, one file per noun."""

from slipguard.storage.models.account import Account, Credential, PersonalAccount, VoiceRow
from slipguard.storage.models.approval import Approval, Reading
from slipguard.storage.models.audit import AuditEntry
from slipguard.storage.models.avatar import Avatar
from slipguard.storage.models.backtest import BacktestRun
from slipguard.storage.models.draft import Draft
from slipguard.storage.models.incident import Incident, IncidentEvent
from slipguard.storage.models.intake import Doubt, Intake
from slipguard.storage.models.invitation import ClientLink, Invitation
from slipguard.storage.models.notice import AlarmLink, Channel, OnCall
from slipguard.storage.models.pause import Pause
from slipguard.storage.models.person import ApiToken, Membership, Person, Role
from slipguard.storage.models.picture import PictureRow
from slipguard.storage.models.post import PostRow
from slipguard.storage.models.reaction import Mention, MentionWatch
from slipguard.storage.models.reminder import Reminder
from slipguard.storage.models.separation_exception import SeparationException
from slipguard.storage.models.taken_off import TakenOff
from slipguard.storage.models.workspace import MourningDay, Workspace

__all__ = [
    "Account",
    "AlarmLink",
    "ApiToken",
    "Approval",
    "AuditEntry",
    "Avatar",
    "BacktestRun",
    "Channel",
    "ClientLink",
    "Credential",
    "Doubt",
    "Draft",
    "Incident",
    "IncidentEvent",
    "Intake",
    "Invitation",
    "Membership",
    "Mention",
    "MentionWatch",
    "MourningDay",
    "OnCall",
    "Pause",
    "Person",
    "PersonalAccount",
    "PictureRow",
    "PostRow",
    "Reading",
    "Reminder",
    "Role",
    "SeparationException",
    "TakenOff",
    "VoiceRow",
    "Workspace",
]
