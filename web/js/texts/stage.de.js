/** Was nur auf dieser Seite steht; `stage.en.js` hat dieselben Namen. */
export const stage = {
  invite: "Mitmachen",
  inviteHow: "QR-Code scannen oder Adresse und Code eingeben",
  inviteShort: "Mitmachen:",
  qr: "QR-Code zur Teilnahme",
  voteNow: "Jetzt abstimmen",
  asksSeveral: (/** @type {number} */ n) => `Bis zu ${n} Antworten`,
  asksWords: (/** @type {number} */ n) =>
    n === 1 ? "Schreiben Sie ein Wort auf Ihrem Gerät." : `Schreiben Sie bis zu ${n} Wörter auf Ihrem Gerät.`,
  stageClosed: "Danke! Das Ergebnis folgt.",
  also: (/** @type {string[]} */ prompts) => `Auch offen: ${prompts.map((prompt) => `„${prompt}“`).join(", ")}`,
  question: "Frage aus dem Publikum",
  anonymous: "Ohne Namen gefragt",
  support: (/** @type {number} */ n) =>
    n === 1 ? "1 Person unterstützt diese Frage" : `${n} Personen unterstützen diese Frage`,
  gong: "Aufruf",
  inMinutes: (/** @type {number} */ n) => (n === 1 ? "In 1 Minute" : `In ${n} Minuten`),
  nowOn: "Jetzt",
  at: (/** @type {string} */ time) => `${time} Uhr`,
  notice: "Hinweis",
  over: "Vielen Dank, dass Sie dabei waren!",
  reconnecting: "Verbindung wird wiederhergestellt",
  applauseOff: "Applaus aus",
  muted: "Der Ton ist an diesem Bildschirm aus.",
  fullscreen: "Vollbild",
};
