import { html, useEffect, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { same } from "../../client/ballots.js";
import { standing } from "../../client/standing.js";
import { Countdown } from "../countdown.js";
import { ballots } from "./ballots.js";
import { lacking, spoken, wanted } from "./chosen.js";
import { useVote } from "./voting.js";

/** @typedef {import("../../client/wire.js").Choice} Choice */
/** @typedef {"none" | "chosen" | "sending" | "unsent" | "counted"} Standing */

/**
 * Where a choice is made and sent, of whatever kind.
 * @param {import("./poll.js").PollProps} props
 */
export function Ballot({ poll, state, now, t, act, votes }) {
  const { counts, sending } = standing(state, poll);
  const held = (sending ?? counts)?.choice ?? [];
  const { picked, pick, keep } = usePicked({ poll, state, act });
  const [asked, ask] = useState(false);
  const chosen = wanted(poll, picked ?? held);
  const changed = !same(chosen, held);
  const lacks = lacking(poll, chosen);
  const at = stands({
    changed,
    sending: sending !== null,
    counts: counts !== null,
    online: state.connection === "online",
  });
  useVote(poll.id, at === "chosen", votes);
  const cast = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    ask(lacks > 0);
    if (lacks === 0 && changed) keep(act.vote(poll, chosen), chosen);
  };
  const mark = (/** @type {string | number} */ one) => {
    if (sending?.choice.includes(one)) return at === "unsent" ? "unsent" : "sending";
    return counts?.choice.includes(one) ? "counted" : null;
  };
  const missing = asked && lacks > 0;
  return html`<form class="ballot" onSubmit=${cast} data-testid="ballot" data-state=${at} novalidate>
    <${Countdown} ...${{ poll, now, t }} />
    <fieldset aria-labelledby="prompt-${poll.id}">
      <${ballots[poll.kind]} ...${{ poll, pick, mark, t }} chosen=${picked ?? held} />
    </fieldset>
    <p class="standing" data-testid="standing" data-state=${at} role=${missing ? "alert" : null}>
      ${missing ? t.choose[poll.kind]?.(lacks) : explanation(at, held, { poll, t })}
      ${at === "unsent" && counts && ` ${t.countsMeanwhile(spoken(poll, counts.choice, t))}`}
      ${at === "chosen" && counts && ` ${t.stillCounts(spoken(poll, counts.choice, t))}`}
    </p>
    ${
      held.length > 0 &&
      html`<button type="button" class="quiet" data-testid="withdraw-vote" onClick=${() => (changed ? act.vote(poll, []) : keep(act.vote(poll, []), chosen))}>
        ${t.withdrawVote}
      </button>`
    }
    <div class="cast">
      <button type="submit" class="main" data-testid="vote" data-state=${at}
        aria-disabled=${changed && lacks === 0 ? "false" : "true"}>
        ${label(at, counts !== null, t)}
      </button>
    </div>
  </form>`;
}

/**
 * What stands in the form and was not sent. Words are kept on the device until they are counted, so that neither a
 * reload nor a refusal loses what somebody has written.
 * @param {Pick<import("../../page.js").Props, "state" | "act"> & { poll: import("../../client/wire.js").Poll }} of
 */
function usePicked({ poll, state, act }) {
  const written = poll.kind === "words";
  const draft = `words.${poll.id}.${poll.round}`;
  const [picked, set] = useState(() => /** @type {Choice | null} */ (written ? act.draft(draft) : null));
  const [cast, casts] = useState({ id: "", choice: /** @type {Choice} */ ([]) });
  const latest = useRef(picked);
  const counted = cast.id !== "" && state.done[`polls/${poll.id}`] === cast.id;
  const pick = (/** @type {Choice | null} */ choice) => {
    latest.current = choice;
    if (written) act.keep(draft, choice);
    set(choice);
  };
  useEffect(() => {
    // Who has gone on writing while the vote was under way keeps what they have written since.
    if (written && counted && same(wanted(poll, latest.current ?? []), cast.choice)) pick(null);
  }, [counted]);
  const keep = (/** @type {string} */ id, /** @type {Choice} */ choice) => {
    casts({ id, choice });
    if (!written) pick(null);
  };
  return { picked, pick, keep };
}

/**
 * @param {{ changed: boolean, sending: boolean, counts: boolean, online: boolean }} facts
 * @returns {Standing}
 */
function stands({ changed, sending, counts, online }) {
  if (changed) return "chosen";
  if (sending) return online ? "sending" : "unsent";
  return counts ? "counted" : "none";
}

/**
 * @param {Standing} at
 * @param {Choice} held
 * @param {{ poll: import("../../client/wire.js").Poll, t: import("../../texts/texts.js").Words }} of
 */
function explanation(at, held, { poll, t }) {
  if (at === "sending" && held.length === 0) return t.withdrawing;
  const texts = {
    none: t.hints[poll.kind]?.(poll),
    chosen: t.changedText,
    sending: t.sendingText,
    unsent: t.unsentText,
    counted: t.countedText,
  };
  return texts[at];
}

/**
 * @param {Standing} at
 * @param {boolean} voted
 * @param {import("../../texts/texts.js").Words} t
 */
function label(at, voted, t) {
  if (at === "sending") return t.sending;
  if (at === "unsent") return t.waitingToSend;
  if (at === "counted") return `✓ ${t.counted}`;
  return at === "chosen" && voted ? t.revote : t.vote;
}
