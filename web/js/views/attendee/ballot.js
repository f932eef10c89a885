import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { standing } from "../../client/standing.js";
import { Countdown } from "../countdown.js";
import { Said } from "../said.js";

/** @typedef {import("../../client/wire.js").Option} Option */
/** @typedef {"none" | "chosen" | "sending" | "unsent" | "counted"} Standing */

/**
 * Where one option is chosen and sent.
 * @param {import("../../page.js").Props & { poll: import("../../client/wire.js").Poll }} props
 */
export function Ballot({ poll, state, now, t, act }) {
  const { counts, sending } = standing(state, poll);
  const held = (sending ?? counts)?.choice[0];
  const [picked, pick] = useState(/** @type {string | null} */ (null));
  const [asked, ask] = useState(false);
  const chosen = picked ?? held;
  const changed = chosen !== held;
  const at = stands({
    changed,
    sending: sending !== null,
    counted: counts !== null,
    online: state.connection === "online",
  });
  const cast = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    ask(!chosen);
    if (!chosen || !changed) return;
    act.vote(poll, [chosen]);
    pick(null);
  };
  const mark = (/** @type {Option} */ { id }) => {
    if (sending && id === sending.choice[0]) return at === "unsent" ? "unsent" : "sending";
    return id === counts?.choice[0] ? "counted" : null;
  };
  return html`<form class="ballot" onSubmit=${cast} data-testid="ballot" data-state=${at}>
    <fieldset aria-labelledby="prompt-${poll.id}">
      ${poll.options.map(
        (option) => html`<${Choice} key=${option.id} ...${{ poll, option, t }} checked=${option.id === chosen}
          mark=${mark(option)} pick=${() => pick(option.id)} />`,
      )}
    </fieldset>
    <p class="standing" data-testid="standing" data-state=${at} role=${asked && !chosen ? "alert" : null}>
      ${asked && !chosen ? t.chooseFirst : explanation(at, t)}
      ${at === "unsent" && counts && ` ${t.countsMeanwhile(name(poll.options, counts.choice[0], t))}`}
    </p>
    <div class="cast">
      <${Countdown} ...${{ poll, now, t }} />
      <button type="submit" class="main" data-testid="vote" data-state=${at} aria-disabled=${changed ? "false" : "true"}>
        ${label(at, counts !== null, t)}
      </button>
    </div>
  </form>`;
}

/**
 * @param {{ poll: { id: string }, option: Option, t: import("../../texts/texts.js").Words, checked: boolean,
 *   mark: keyof import("../../texts/texts.js").Words["marks"] | null, pick: () => void }} props
 */
function Choice({ poll, option, t, checked, mark, pick }) {
  return html`<label class="option" data-testid="option" data-option=${option.id} data-mark=${mark}>
    <input type="radio" name=${poll.id} value=${option.id} checked=${checked} onChange=${pick} />
    <span class="text"><${Said} of=${option.text} t=${t} /></span>
    ${mark && html`<span class="badge" data-mark=${mark}>${mark === "counted" && "✓ "}${t.marks[mark]}</span>`}
  </label>`;
}

/**
 * @param {{ changed: boolean, sending: boolean, counted: boolean, online: boolean }} facts
 * @returns {Standing}
 */
function stands({ changed, sending, counted, online }) {
  if (changed) return "chosen";
  if (sending) return online ? "sending" : "unsent";
  return counted ? "counted" : "none";
}

/**
 * @param {Standing} at
 * @param {import("../../texts/texts.js").Words} t
 */
function explanation(at, t) {
  const texts = {
    none: t.notVoted,
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

/**
 * @param {Option[]} options
 * @param {unknown} id
 * @param {import("../../texts/texts.js").Words} t
 */
function name(options, id, t) {
  return t.plain(options.find((option) => option.id === id)?.text ?? "");
}
