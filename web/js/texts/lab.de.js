/** @param {number} n */
const people = (n) => (n === 1 ? "1 Person" : `${n.toLocaleString("de")} Personen`);

/** @param {number} n */
const perSecond = (n) =>
  n === 1 ? "1 Klatscher in der Sekunde" : `${n.toLocaleString("de")} Klatscher in der Sekunde`;

/** Was nur auf dieser Seite steht; `lab.en.js` hat dieselben Namen. */
export const lab = {
  lab: {
    title: "Applaus zum Ausprobieren",
    lead: "So klingt ein Raum, der mit Beifall klatscht. Menschen, Netz und Server sind hier nachgestellt; was daraus Klang macht, ist derselbe Code wie in der Veranstaltung, ohne eine einzige Aufnahme. Diese Seite sendet nichts.",
    listen: "Hören und sehen",
    start: "Ton starten",
    stop: "Anhalten",
    loading: "Einen Moment …",
    failed: "Der Applaus ließ sich nicht laden. Bitte versuchen Sie es noch einmal.",
    unable:
      "Dieser Browser kann den Applaus nicht abspielen. Nötig ist eine Seite über HTTPS (oder auf diesem Rechner) und ein Browser von 2021 oder neuer.",
    volume: "Lautstärke",
    wave: "Wellenform der letzten sechs Sekunden. Die Werte stehen darunter.",
    n: "klatschen",
    rate: "Klatscher je Sekunde",
    level: "Pegel in dB",
    peaked: "Spitzigkeit",
    silent: "still",
    travels: "Was dafür übertragen wird, höchstens viermal in der Sekunde:",
    nothing: "nichts",
    bytes: (/** @type {number} */ n) => `${n} Byte`,
    who: "Wer klatscht",
    quick: "So viele klatschen",
    people,
    crowd: "Menschen",
    tempo: "Tempo",
    each: (/** @type {string} */ n) => `${n} Klatscher je Sekunde und Person`,
    force: "Stärke",
    graded: (/** @type {number} */ grade) =>
      `${grade} von 15, ${grade < 6 ? "sanft" : grade < 11 ? "gewöhnlich" : "kräftig"}`,
    talk: "Ende eines Vortrags",
    talkHow: "Eine Person fängt an, die anderen stimmen ein, dann klingt es aus.",
    mine: "Selbst klatschen",
    mineHow: "Ihr Klatschen hören Sie sofort. Etwa eine halbe Sekunde später kommt es in der Summe des Raums zurück.",
    mineClap: "Klatschen",
    twice: "Ohne Gedächtnis: Das eigene Klatschen wird doppelt gehört",
    waits: "Noch nicht geklatscht.",
    underway: "Unterwegs …",
    back: (/** @type {string} */ s, /** @type {boolean} */ twice) =>
      `Nach ${s} s zurück, ${twice ? "und noch einmal zu hören." : "abgezogen und nicht noch einmal zu hören."}`,
    network: "Netz",
    troubles: (/** @type {number} */ late, /** @type {number} */ repeats) =>
      `Überholt: ${late.toLocaleString("de")}. Doppelt und deshalb weggelassen: ${repeats.toLocaleString("de")}.`,
    said: (/** @type {number} */ n, /** @type {number} */ rate, /** @type {number} */ level) =>
      `${people(n)}, ${perSecond(rate)}, ${level < 0 ? "minus " : ""}${Math.abs(level)} Dezibel.`,
    why: "Was Sie hören",
    dense: "Warum eine Person nicht wie ein Saal klingt",
    denseWhy:
      "Einzelne Klatscher sind Spitzen mit Stille dazwischen. Je mehr Menschen klatschen, desto mehr überlagern sie sich, bis nur noch Rauschen bleibt. Genau das misst die Spitzigkeit (Exzess-Kurtosis): weit über 50 bei einer Person, nahe 0 bei einem Saal. Daran, und nicht an der Lautstärke, hört das Ohr, wie viele es sind.",
    few: "Warum fünf wie diese fünf klingen",
    fewWhy:
      "Drei bis fünf Klatschende hört man noch einzeln heraus. Deshalb reist bis zu 16 Klatschern jeder einzelne mit: wer, und wann. Jede Person hat ihren Platz, ihre Hände und ihr Tempo. Darüber reisen nur noch Zahlen: wie viele Menschen, wie viele Klatscher, wie kräftig.",
    loud: "Warum dreihundert nicht ohrenbetäubend sind",
    loudWhy:
      "Dreihundert Menschen, alle gleich nah, wären 25 dB lauter als einer. In einem Saal sitzen die meisten weiter weg, deshalb sind es hier 15 bis 20. Ab 1.300 Klatschern in der Sekunde wächst der Pegel nur noch wenig, und kein Ausschlag geht über 95 Prozent.",
    own: "Warum Sie sich nicht doppelt hören",
    ownWhy:
      "Auf das eigene Klatschen mag niemand warten, also erklingt es sofort. Die Seite merkt es sich und zieht es ab, sobald es in der Summe des Raums zurückkommt. Mit dem Häkchen oben hören Sie, wie es sonst wäre.",
    late: "Warum ein schlechtes Netz kaum zu hören ist",
    lateWhy:
      "Gesendet wird eine Anzahl und kein Zustand. Was spät kommt, zählt trotzdem und wird etwas schneller gespielt; was doppelt kommt, erkennt die Seite an der Nummer. Kommt nichts mehr, hören die Menschen auf zu klatschen: Nichts läuft in einer Schleife weiter.",
    together: "Warum niemand im Takt klatscht",
    togetherWhy:
      "Über ein Netz hören alle einander mit einer halben Sekunde Abstand oder mehr. Im Takt zu klatschen ist so unmöglich, deshalb wird es auch nicht vorgetäuscht.",
  },
  labNetworks: { good: "gut", bad: "schlecht: vieles kommt spät, manches doppelt" },
  labPhases: {
    quiet: "Stille.",
    steady: "Gleichmäßiger Applaus.",
    onset: "Der Applaus beginnt.",
    swell: "Der Applaus ist voll da.",
    end: "Der Applaus klingt aus.",
  },
};
