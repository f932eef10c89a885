/** @param {number} n */
const ballots = (n) => (n === 1 ? "1 Stimme" : `${n} Stimmen`);

/** @param {number} n */
const present = (n) => (n === 1 ? "1 Person hier" : `${n} Personen hier`);

/**
 * @param {number} n
 * @param {boolean} exact
 */
const crowd = (n, exact) => (n === 1 ? "1 Person" : `${exact ? "" : "etwa "}${n} Personen`);

/** Was auf den Seiten steht; `en.js` hat dieselben Namen. */
export const de = {
  names: { de: "Deutsch", en: "English" },
  language: "Sprache",
  skip: "Zum Inhalt",
  loading: "Einen Moment …",
  straw: "Ein Meinungsbild, keine Wahl.",
  privacy: "Datenschutz",
  controller: "Verantwortlich",
  contact: "Kontakt",
  legalBasis: "Rechtsgrundlage",
  processors: "Auftragsverarbeiter",
  onDevice: "Auf diesem Gerät",
  onDeviceText:
    "Nur Ihre Anmeldung, die Sprache, Ton und Lautstärke, Ihr Name bei Fragen, Ihre Zustimmung zu Videos, Ihre Wahl, ob das Gerät beim Klatschen vibriert, welche Antworten Sie gelesen haben und was noch nicht gesendet ist. „Gerät abmelden“ löscht alles.",
  imprint: "Impressum",
  accessibility: "Barrierefreiheit",
  sound: "Applaus hören",
  mute: "Stumm",
  volume: "Lautstärke",
  soundLocked: "Applaus noch stumm: einschalten",
  noSound: "Dieser Browser kann den Applaus der anderen nicht abspielen. Alles andere funktioniert.",
  leave: "Gerät abmelden",
  leaving:
    "Ihre Anmeldung und alles, was noch nicht gesendet ist, wird auf diesem Gerät gelöscht, auch Links zu Moderation und Leinwand. Wirklich?",
  stay: "Doch nicht",

  room: "Raum",
  present,
  poll: "Abstimmung",
  phases: {
    draft: "Entwurf",
    open: "offen",
    closing: "schließt",
    counting: "wird gezählt",
    closed: "geschlossen",
    published: "Ergebnis",
  },
  timeLeft: "Verbleibende Zeit",
  closingIn: (/** @type {number} */ n) => `Schließt in ${n}`,
  counting: "Die Stimmen werden gezählt.",
  result: "Ergebnis",
  notFinal: "Noch nicht alle Stimmen sind gezählt.",
  yours: "Ihre Stimme",
  several: (/** @type {number} */ n) =>
    `Bis zu ${n} Antworten je Person. Die Prozente können zusammen mehr als 100 ergeben.`,
  average: "Durchschnitt",
  mentions: (/** @type {number} */ n) => (n === 1 ? "1 Nennung" : `${n} Nennungen`),
  others: (/** @type {number} */ n) => (n === 1 ? "und 1 weitere Nennung" : `und ${n} weitere Nennungen`),
  noWords: "Noch steht hier kein Wort.",
  ballots,
  turnout: (/** @type {number} */ n, /** @type {number} */ people) => `${ballots(n)}, ${present(people)}`,
  offline: "Keine Verbindung. Diese Seite versucht es weiter.",
  barred:
    "Die Verbindung wird abgelehnt. Vielleicht lässt dieses Netz sie nicht zu, oder die Anmeldung gilt nicht mehr.",
  codes: {
    wrong_code: "Diesen Code gibt es nicht. Bitte prüfen Sie die Schreibweise.",
    wrong_ticket: "Dieses Ticket gibt es nicht. Bitte prüfen Sie die Schreibweise.",
    ticket_used: "Dieses Ticket wurde schon auf einem anderen Gerät verwendet.",
    event_full: "Alle Plätze sind vergeben. Bitte wenden Sie sich an die Veranstalter.",
    event_over: "Diese Veranstaltung ist zu Ende.",
    too_many_requests: "Gerade melden sich sehr viele an. Bitte versuchen Sie es gleich noch einmal.",
    bad_frame: "Das wurde nicht verstanden. Bitte laden Sie die Seite neu.",
    too_large: "Das ist zu lang. Bitte kürzen Sie es.",
    unknown_action: "Das kennt diese Veranstaltung nicht. Bitte laden Sie die Seite neu.",
    no_such_room: "Diesen Raum gibt es nicht.",
    no_such_poll: "Diese Abstimmung gibt es nicht mehr.",
    no_such_question: "Diese Frage gibt es nicht mehr.",
    no_such_table: "Diesen Tisch gibt es nicht.",
    no_such_help: "Diese Anfrage gibt es nicht mehr.",
    not_in_room: "Einen Moment, der Raum wird neu betreten.",
    poll_not_open: "Diese Abstimmung ist nicht offen.",
    poll_frozen: "Diese Abstimmung lässt sich so nicht mehr ändern.",
    bad_choice: "Diese Auswahl ist nicht möglich.",
    questions_closed: "Fragen sind in diesem Raum gerade geschlossen.",
    applause_off: "Der Applaus ist in diesem Raum ausgeschaltet.",
    table_full: "Dieser Tisch ist voll.",
    try_again: "Gerade ist sehr viel los. Es wird gleich noch einmal versucht.",
    token_expired: "Diese Anmeldung gilt nicht mehr.",
    offline: "Keine Verbindung. Bitte prüfen Sie das Netz und versuchen Sie es noch einmal.",
    changed: "Jemand anderes war schneller: Das hat sich inzwischen geändert. Hier steht der neue Stand.",
    not_allowed: "Mit diesem Link geht das hier nicht.",
    bad_field: "Eine Eingabe ist so nicht gültig. Bitte prüfen Sie sie.",
    internal: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
  },
  moods: { 1: "gar nicht gut", 2: "nicht so gut", 3: "geht so", 4: "gut", 5: "sehr gut" },
  applauseOf: "Applaus",
  applauseOver: "Der Applaus ist verklungen.",
  ovation: {
    silence: (/** @type {number} */ _n, /** @type {boolean} */ _exact) => "Gerade ist es still",
    single: (/** @type {number} */ n, /** @type {boolean} */ exact) =>
      `${crowd(n, exact)} ${n === 1 ? "klatscht" : "klatschen"}`,
    light: (/** @type {number} */ n, /** @type {boolean} */ exact) => `Freundlicher Applaus, ${crowd(n, exact)}`,
    strong: (/** @type {number} */ n, /** @type {boolean} */ exact) => `Kräftiger Applaus, ${crowd(n, exact)}`,
    intense: (/** @type {number} */ n, /** @type {boolean} */ exact) => `Begeisterter Applaus, ${crowd(n, exact)}`,
    standing: (/** @type {number} */ n, /** @type {boolean} */ exact) => `Stehende Ovationen, ${crowd(n, exact)}`,
  },
  stage: "Leinwand",
  desk: "Hinter der Bühne",
  noLink: "Diese Seite öffnet sich mit dem Link, den die Veranstalter verschickt haben.",
  deadLink: "Dieser Link gilt nicht mehr. Bitte fragen Sie die Veranstalter nach einem neuen.",
  askedNews: {
    waiting: "Ihre Frage ist angekommen und wird geprüft.",
    shown: "Ihre Frage ist jetzt für alle sichtbar.",
    merged: "Ihre Frage wurde mit einer ähnlichen zusammengelegt.",
    answered: "Ihre Frage ist beantwortet.",
    hidden: "Eine Ihrer Fragen wurde nicht aufgenommen.",
  },
  helpedNews: {
    waiting: "Ihre Anfrage ist am Infoschalter angekommen.",
    answered: "Der Infoschalter hat Ihnen geantwortet.",
  },
  said: {
    helps: (/** @type {number} */ n) => `Neue Anfrage am Infoschalter. ${n === 1 ? "Eine wartet." : `${n} warten.`}`,
    waiting: "Eine neue Frage wartet.",
    opened: (/** @type {string} */ prompt) => `Abstimmung geöffnet: ${prompt}`,
    closing: (/** @type {number} */ n) => `Die Abstimmung schließt in ${n === 1 ? "1 Sekunde" : `${n} Sekunden`}.`,
    ended: "Die Abstimmung ist geschlossen.",
    published: (/** @type {string} */ prompt) => `Das Ergebnis ist da: ${prompt}`,
    counted: "Ihre Stimme zählt.",
    gong: (/** @type {string} */ room, /** @type {string} */ time) => `Gong: Um ${time} Uhr geht es weiter, ${room}.`,
    notice: (/** @type {string} */ text) => `Hinweis: ${text}`,
    pinned: (/** @type {string} */ text) => `Es geht jetzt um diese Frage: ${text}`,
    offline: "Keine Verbindung.",
    online: "Wieder verbunden.",
  },
};
