/** Was nur auf dieser Seite steht; `stage.en.js` hat dieselben Namen. */
export const stage = {
  invite: "Mitmachen",
  inviteHow: "QR-Code scannen oder Adresse und Code eingeben",
  qr: "QR-Code zur Teilnahme",
  voteNow: "Jetzt abstimmen",
  stageClosed: "Danke! Das Ergebnis folgt.",
  stageIdle: "Stimmen Sie mit.",
};
