/** @type {typeof import("./desk.de.js").desk} */
export const desk = {
  deskEmpty: "No poll has been prepared in this room.",
  lasts: "Duration",
  untilClosed: "until I close it",
  open: "Open",
  close: "Close",
  keepOpen: "Keep it open",
  publish: "Show result",
  published: "Everybody sees the result.",
  working: "One moment …",
  steps: "Secret poll: while it is open, the count moves in steps of at least 5 votes.",
  results: {
    live: "Everybody sees the count so far.",
    after_vote: "Whoever has voted sees the count so far.",
    after_close: "Everybody sees the result as soon as it is closed.",
    on_publish: "Everybody sees the result only when you show it.",
  },
  options: (n) => `${n} options`,
  watching: "With this link you can watch, but not run polls.",
  minutes: (n) => (n === 1 ? "1 minute" : `${n} minutes`),
  seconds: (n) => (n === 1 ? "1 second" : `${n} seconds`),
};
