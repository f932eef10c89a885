/** Was nur auf dieser Seite steht; `desk.en.js` hat dieselben Namen. */
export const desk = {
  deskEmpty: "In diesem Raum ist keine Abstimmung vorbereitet.",
  lasts: "Dauer",
  untilClosed: "bis ich schließe",
  open: "Öffnen",
  close: "Schließen",
  keepOpen: "Doch offen lassen",
  publish: "Ergebnis zeigen",
  published: "Das Ergebnis ist für alle zu sehen.",
  working: "Einen Moment …",
  steps: "Geheime Abstimmung: Solange sie offen ist, bewegt sich die Zählung in Schritten von mindestens 5 Stimmen.",
  results: {
    live: "Alle sehen den Zwischenstand.",
    after_vote: "Wer abgestimmt hat, sieht den Zwischenstand.",
    after_close: "Alle sehen das Ergebnis, sobald geschlossen ist.",
    on_publish: "Alle sehen das Ergebnis erst, wenn Sie es zeigen.",
  },
  options: (/** @type {number} */ n) => `${n} Antworten`,
  watching: "Mit diesem Link können Sie zusehen, aber keine Abstimmung leiten.",
  minutes: (/** @type {number} */ n) => (n === 1 ? "1 Minute" : `${n} Minuten`),
  seconds: (/** @type {number} */ n) => (n === 1 ? "1 Sekunde" : `${n} Sekunden`),
};
