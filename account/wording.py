"""What the record of a deletion says, in the languages of its readers. AWS's own words stay as AWS says them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """Labels and sentences. `recovery`: what is said of each state of it; `kinds`: what kinds of data were in which of
    the event's tables; `kept`: what is not the event's, or not AWS's to remove.
    """

    deletion: str
    complete: str
    incomplete: str
    title: str
    held: str
    controller: str
    account: str
    region: str
    by: str
    time: str
    restored: str
    recovery: tuple[tuple[str, str], ...]
    documentation: str
    undocumented: str
    unknown: str
    tables: str
    why: str
    left: str
    skipped: str
    looked: str
    told: str
    remains: str
    kinds: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]


ENGLISH = Wording(
    deletion="Deletion of the event",
    complete="complete",
    incomplete="incomplete",
    title="Title",
    held="Held",
    controller="Controller",
    account="Account",
    region="Region",
    by="Deleted by",
    time="Began, ended",
    restored="Recovery",
    recovery=(("on", "on, switched off before the tables were deleted"), ("off", "off")),
    documentation="Documentation",
    undocumented="none was written in this deletion",
    unknown="not known: its row could not be read any more",
    tables="In the tables were",
    why="Not complete, because",
    left="STILL THERE, or not known to be gone",
    skipped="Left when the stack was deleted in the console: see there whether it is gone",
    looked="Removed, and looked for afterwards",
    told="Removed, by CloudFormation's word",
    remains="Remains, and is not removed",
    kinds=(
        ("State", "event, rooms, polls and their tallies, questions, requests to the info desk, applause"),
        ("Facts", "ballots, upvotes, moods, how much somebody has contributed"),
        ("Connections", "open connections, who has joined (by number), tickets (hashed), revoked links, attendance"),
        ("Claps", "claps of the last minutes, by connection"),
    ),
    kept=(
        "The CDK's bucket (stack CDKToolkit), until you empty it: the uploaded code, pages and templates",
        "In the same bucket the event file's content: names of rooms, polls' texts, controller, contact addresses",
        "CloudFormation's list of what was in the stack, its template with the e-mail address for alarms: 90 days",
        "CloudWatch's figures (calls, errors, connections), without persons: 15 months, nobody can delete them",
        "CloudTrail's list of who has deployed and deleted, from which address: 90 days, or as long as you keep it",
        "The costs of the account, by service and tag, without content",
        "Backups and exports of the tables, if somebody has made any (DynamoDB, AWS Backup): not looked for",
        "On your own machine: out/deploy, out/artefacts, out/links, out/tickets, the documentation, this record",
    ),
)

GERMAN = Wording(
    deletion="Löschung der Veranstaltung",
    complete="vollständig",
    incomplete="unvollständig",
    title="Titel",
    held="Durchgeführt",
    controller="Verantwortlich",
    account="Konto",
    region="Region",
    by="Gelöscht von",
    time="Begonnen, beendet",
    restored="Wiederherstellung",
    recovery=(("on", "an, vor dem Löschen der Tabellen abgeschaltet"), ("off", "aus")),
    documentation="Dokumentation",
    undocumented="bei dieser Löschung wurde keine geschrieben",
    unknown="nicht bekannt: der Datensatz war nicht mehr lesbar",
    tables="In den Tabellen waren",
    why="Nicht vollständig, weil (im Wortlaut der Meldung)",
    left="NOCH VORHANDEN, oder es ist nicht bekannt, ob es entfernt ist",
    skipped="Übergangen, als der Stack in der Konsole gelöscht wurde: bitte dort nachsehen, ob es noch da ist",
    looked="Entfernt und danach überprüft",
    told="Entfernt, laut CloudFormation",
    remains="Bleibt und wird nicht entfernt",
    kinds=(
        ("State", "Veranstaltung, Räume, Abstimmungen und Ergebnisse, Fragen, Anfragen an den Infoschalter, Applaus"),
        ("Facts", "Stimmzettel, Unterstützung von Fragen, Stimmungen, wie viel jemand beigetragen hat"),
        ("Connections", "Verbindungen, Beitritte (Nummern und Zahl), Tickets (gehasht), widerrufene Links"),
        ("Claps", "das Klatschen der letzten Minuten, je Verbindung"),
    ),
    kept=(
        "Der Bucket des CDK (Stack CDKToolkit), bis Sie ihn leeren: hochgeladenes Programm, Seiten und Vorlagen",
        "Im selben Bucket der Inhalt der Veranstaltungsdatei: Räume, Abstimmungen, Verantwortlicher, Kontaktadressen",
        "Bei CloudFormation, woraus der Stack bestand, und seine Vorlage mit der Adresse für Alarme: 90 Tage",
        "Bei CloudWatch Messwerte (Aufrufe, Fehler, Verbindungen), ohne Personen: 15 Monate, nicht löschbar",
        "Bei CloudTrail, wer von wo aus eingerichtet und gelöscht hat: 90 Tage, oder solange Sie es aufbewahren",
        "Die Kosten des Kontos, nach Dienst und Kennzeichen, ohne Inhalte",
        "Sicherungen und Exporte der Tabellen, falls jemand welche gemacht hat (DynamoDB, AWS Backup): nicht gesucht",
        "Auf Ihrem eigenen Rechner: out/deploy, out/artefacts, out/links, out/tickets, Dokumentation, dieses Protokoll",
    ),
)
