"""What the page says itself, in German and in English."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {
    "documentation": "Dokumentation",
    "date": "%d.%m.%Y",
    "clock": "%H:%M Uhr",
    "second": "%H:%M:%S",
    "to": "bis",
    "straw": "Ein Meinungsbild, keine Wahl.",
    "straw_why": "Wer den Zugangscode hatte, konnte abstimmen; wer teilnahm, wurde nicht geprüft. "
    "Die Zahlen sagen, was die Anwesenden meinten, und mehr nicht.",
    "withheld": "Nicht enthalten sind Anwesenheit, Stimmung und Applaus von weniger als fünf Personen und die "
    "Zahlen von "
    "Abstimmungen mit weniger als fünf Stimmen. Wer abgestimmt, geklatscht oder sich angemeldet hat, und wann, steht "
    "hier nirgends; ebenso keine Frage, die nicht gezeigt wurde. Namen stehen da, wo jemand eine Frage "
    "öffentlich mit Namen gestellt hat.",
    "participants": "Teilnehmende",
    "polls": "Abstimmungen",
    "questions": "Fragen",
    "answered_of": "davon beantwortet",
    "help": "Anfragen am Infoschalter",
    "loudest": "Personen beim größten Applaus",
    "few": "weniger als 5",
    "contents": "Inhalt",
    "empty": "Ohne festgehaltene Beiträge:",
    "agenda": "Programm",
    "notice": "Zuletzt angezeigter Hinweis",
    "applause": "Applaus",
    "atmosphere": "Stimmung am Ende",
    "option": "Antwort",
    "word": "Wort",
    "value": "Wert",
    "votes": "Stimmen",
    "share": "Anteil",
    "ballots": "{n} abgegebene Stimmen",
    "several": "mehrere Antworten möglich",
    "average": "Mittelwert {n}",
    "present": "{n} Personen im Raum, als sie schloss",
    "others": "weitere Nennungen: {n}",
    "too_few": "Weniger als fünf Stimmen: Die Zahlen sind nicht enthalten.",
    "open": "Noch nicht abgeschlossen: Die Zahlen sind vorläufig.",
    "unpublished": "Dieses Ergebnis wurde den Teilnehmenden nicht gezeigt.",
    "anonymous": "Die Stimmen sind anonym: Der Schlüssel, der sie mit Personen verband, ist vernichtet.",
    "pseudonymous": "Die Stimmen sind bis zur Löschung pseudonym gespeichert.",
    "round": "Runde {n}",
    "rounds": "Diese Abstimmung wurde wiederholt. Frühere Runden stehen unter dem letzten Wortlaut; ob ihr Ergebnis "
    "gezeigt wurde, ist nicht festgehalten.",
    "upvotes": "{n} Unterstützende",
    "upvote": "1 unterstützende Person",
    "by": "gefragt von {n}",
    "also": "Zusammengefasst mit:",
    "answer": "Antwort:",
    "on_stage": "Auf der Bühne beantwortet.",
    "curve": "So viele klatschten zugleich, höchstens {n}; darunter dasselbe als Tabelle",
    "starts": "Beginn",
    "lasted": "Dauer",
    "people": "Personen",
    "claps": "Klatscher",
    "strength": "Stärke",
    "soft": "leise",
    "usual": "normal",
    "strong": "kräftig",
    "mood": "Stimmung",
    "moods": "1 ist am schlechtesten, 5 am besten; {n} Personen haben sie angegeben",
    "controller": "Verantwortlich",
    "made": "Erstellt am",
    "purged": "Löschung der gespeicherten Daten der Veranstaltung: spätestens am",
    "decimal": ",",
    "thousands": ".",
}

ENGLISH: Mapping[str, str] = {
    "documentation": "Documentation",
    "date": "%d %B %Y",
    "clock": "%H:%M",
    "second": "%H:%M:%S",
    "to": "to",
    "straw": "A straw poll, not an election.",
    "straw_why": "Whoever had the code could vote; nobody checked who took part. The figures say what those present "
    "thought, and no more.",
    "withheld": "Left out are presence, mood and applause of fewer than five people, and the figures of polls "
    "with fewer "
    "than five ballots. Who voted, clapped or joined, and when, stands nowhere here; nor does any question that "
    "was not "
    "shown. Names stand where people put them to their question in public.",
    "participants": "Participants",
    "polls": "Polls",
    "questions": "Questions",
    "answered_of": "of these answered",
    "help": "Requests to the info desk",
    "loudest": "people at the height of applause",
    "few": "fewer than 5",
    "contents": "Contents",
    "empty": "Nothing was recorded in:",
    "agenda": "Programme",
    "notice": "Last notice shown",
    "applause": "Applause",
    "atmosphere": "Mood in the end",
    "option": "Option",
    "word": "Word",
    "value": "Value",
    "votes": "Votes",
    "share": "Share",
    "ballots": "{n} ballots cast",
    "several": "several options could be chosen",
    "average": "mean {n}",
    "present": "{n} people in the room when it closed",
    "others": "further words: {n}",
    "too_few": "Fewer than five ballots: the figures are left out.",
    "open": "Not closed yet: the figures are provisional.",
    "unpublished": "This result was not shown to the participants.",
    "anonymous": "The ballots are anonymous: the key that tied them to people is destroyed.",
    "pseudonymous": "The ballots are stored pseudonymously until they are deleted.",
    "round": "Round {n}",
    "rounds": "This poll was repeated. Earlier rounds stand under the last wording; whether their result was "
    "shown is not "
    "recorded.",
    "upvotes": "{n} supporters",
    "upvote": "1 supporter",
    "by": "asked by {n}",
    "also": "Merged with:",
    "answer": "Answer:",
    "on_stage": "Answered on stage.",
    "curve": "So many clapped at once, {n} at most; below, the same as a table",
    "starts": "Begins",
    "lasted": "Lasted",
    "people": "People",
    "claps": "Claps",
    "strength": "Strength",
    "soft": "soft",
    "usual": "usual",
    "strong": "strong",
    "mood": "Mood",
    "moods": "1 is worst, 5 is best; {n} people have told how they feel",
    "controller": "Responsible",
    "made": "Made on",
    "purged": "The stored data of the event is deleted by",
    "decimal": ".",
    "thousands": ",",
}


def words(language: str) -> tuple[str, Mapping[str, str]]:
    """The page's own language for an event of this one, and its words: German for German, English for all others."""
    return ("de", GERMAN) if language.partition("-")[0] == "de" else ("en", ENGLISH)
