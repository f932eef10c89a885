/** @param {number} n */
const people = (n) => (n === 1 ? "1 person" : `${n.toLocaleString("en")} people`);

/** @param {number} n */
const perSecond = (n) => (n === 1 ? "1 clap a second" : `${n.toLocaleString("en")} claps a second`);

/** What stands on this page alone; `lab.de.js` has the same names. */
export const lab = {
  lab: {
    title: "Try the applause",
    lead: "This is how a room sounds that claps with Beifall. People, network and server are simulated here; what makes sound of them is the same code as at the event, without a single recording. This page sends nothing.",
    listen: "Listen and look",
    start: "Start the sound",
    stop: "Stop",
    loading: "One moment …",
    failed: "The applause could not be loaded. Please try again.",
    unable:
      "This browser cannot play the applause. It takes a page over HTTPS (or on this very computer) and a browser of 2021 or later.",
    volume: "Volume",
    wave: "Waveform of the last six seconds. The figures are below.",
    n: "are clapping",
    rate: "claps a second",
    level: "level in dB",
    peaked: "peakedness",
    silent: "silent",
    travels: "What is sent for this, four times a second at most:",
    nothing: "nothing",
    bytes: (/** @type {number} */ n) => (n === 1 ? "1 byte" : `${n} bytes`),
    who: "Who claps",
    quick: "How many clap",
    people,
    crowd: "People",
    tempo: "Pace",
    each: (/** @type {string} */ n) => `${n} claps a second each`,
    force: "Strength",
    graded: (/** @type {number} */ grade) =>
      `${grade} of 15, ${grade < 6 ? "soft" : grade < 11 ? "ordinary" : "strong"}`,
    talk: "End of a talk",
    talkHow: "One person begins, the others join in, then it dies away.",
    mine: "Clap yourself",
    mineHow: "You hear your own clap at once. About half a second later it comes back in the room's sum.",
    mineClap: "Clap",
    twice: "Without a memory: one’s own clap is heard twice",
    waits: "Not clapped yet.",
    underway: "On its way …",
    back: (/** @type {string} */ s, /** @type {boolean} */ twice) =>
      `Back after ${s} s, ${twice ? "and heard once more." : "taken out and not heard again."}`,
    network: "Network",
    troubles: (/** @type {number} */ late, /** @type {number} */ repeats) =>
      `Overtaken: ${late.toLocaleString("en")}. Twice, and so left out: ${repeats.toLocaleString("en")}.`,
    said: (/** @type {number} */ n, /** @type {number} */ rate, /** @type {number} */ level) =>
      `${people(n)}, ${perSecond(rate)}, ${level < 0 ? "minus " : ""}${Math.abs(level)} decibels.`,
    why: "What you hear",
    dense: "Why one person does not sound like a hall",
    denseWhy:
      "Single claps are peaks with silence in between. The more people clap, the more their claps overlap, until nothing but noise is left. That is what peakedness (excess kurtosis) measures: far above 50 for one person, near 0 for a hall. By this, and not by loudness, the ear tells how many they are.",
    few: "Why five sound like those five",
    fewWhy:
      "Three to five people can still be told apart. So up to 16 claps each clap travels by itself: whose, and when. Each person has a place, hands and a tempo of their own. Above that only numbers travel: how many people, how many claps, how strong.",
    loud: "Why three hundred are not deafening",
    loudWhy:
      "Three hundred people all equally near would be 25 dB louder than one. In a hall most of them sit further away, so here it is 15 to 20. From 1,300 claps a second on the level grows but little, and no sample goes beyond 95 per cent.",
    own: "Why you do not hear yourself twice",
    ownWhy:
      "Nobody wants to wait for their own clap, so it sounds at once. The page remembers it, and takes it out when it comes back in the room’s sum. Tick the box above to hear what it would be like otherwise.",
    late: "Why a bad network is hardly heard",
    lateWhy:
      "What is sent is a number of claps, not a state. What comes late still counts, and is played a little faster; what comes twice is known by its number. If nothing comes any more, people stop clapping: nothing loops on.",
    together: "Why nobody claps in step",
    togetherWhy:
      "Over a network everybody hears the others half a second late or more. To clap in step is impossible that way, so nobody pretends to.",
  },
  labNetworks: { good: "good", bad: "bad: much comes late, some of it twice" },
  labPhases: {
    quiet: "Silence.",
    steady: "Steady applause.",
    onset: "The applause begins.",
    swell: "The applause is in full swing.",
    end: "The applause dies away.",
  },
};
