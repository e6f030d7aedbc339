"""The command line: one file per verb. Heavy imports wait inside the commands, so that --help is quick."""

from __future__ import annotations

import typer

from slipguard.cli import (
    accounts,
    aftermath,
    apart,
    apology,
    assess,
    backtest,
    check,
    client_link,
    connect,
    days,
    demo,
    doctor,
    drill,
    history,
    incidents,
    learn,
    myself,
    overdue,
    own,
    pause,
    people,
    promise,
    publish,
    recall,
    report,
    settings,
    test_delete,
    up,
    watch,
)
from slipguard.cli.say import failing

cli = typer.Typer(
    name="slipguard",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Notices the post on the wrong account, takes it back everywhere and proves that it is gone.",
)
for name, command in (
    ("up", up.up),
    ("demo", demo.demo),
    ("connect", connect.connect),
    ("accounts", accounts.accounts),
    ("mode", accounts.mode),
    ("learn", learn.learn),
    ("check", check.check),
    ("assess", assess.assess),
    ("backtest", backtest.backtest),
    ("promise", promise.promise),
    ("policy", promise.policy),
    ("publish", publish.publish),
    ("pause", pause.pause),
    ("resume", pause.resume),
    ("overdue", overdue.overdue),
    ("watch", watch.watch),
    ("recall", recall.recall),
    ("incidents", incidents.incidents),
    ("history", history.history),
    ("report", report.report),
    ("mentions", aftermath.mentions),
    ("checklist", aftermath.checklist),
    ("note", aftermath.note),
    ("drill", drill.drill),
    ("doctor", doctor.doctor),
    ("test-delete", test_delete.test_delete),
    ("invite", apart.invite),
    ("role", apart.role),
):
    cli.command(name)(failing(command))
cli.add_typer(apart.exception, name="exception")
cli.add_typer(client_link.client_link, name="client-link")
cli.add_typer(client_link.invitation, name="invitation")
cli.add_typer(myself.myself, name="me")
cli.add_typer(own.own, name="own")
cli.add_typer(people.people, name="people")
cli.add_typer(apology.apology, name="apology")
cli.add_typer(days.mourning, name="mourning")
cli.add_typer(settings.channel, name="channel")
cli.add_typer(settings.token, name="token")


def main() -> None:
    """The entrance."""
    cli()
