/** @type {typeof import("./stage.de.js").stage} */
export const stage = {
  invite: "Take part",
  inviteHow: "Scan the QR code or type address and code",
  qr: "QR code for taking part",
  voteNow: "Vote now",
  stageClosed: "Thank you! The result follows.",
  stageIdle: "Have your say.",
};
