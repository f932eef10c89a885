/** What the quick poll asks, in every language that the pages speak: it is written for the event, not for one page. */
export const AGREE = { de: "Stimmen Sie zu?", en: "Do you agree?" };

export const VOTES = [
  { id: "yes", text: { de: "Ja", en: "Yes" } },
  { id: "no", text: { de: "Nein", en: "No" } },
  { id: "abstain", text: { de: "Enthaltung", en: "Abstain" } },
];
