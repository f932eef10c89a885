import { html, useEffect } from "../../../vendor/htm-preact/standalone.module.js";
import { helped } from "../../client/questions.js";
import { notice } from "../../client/standing.js";
import { useDraft } from "./draft.js";
import { useMeasure } from "./measure.js";
import { TakenBack } from "./taken-back.js";
import { unread } from "./unread.js";
import { Writing } from "./writing.js";

/** So many characters a request may have. */
const LONGEST = 500;

/** How long (ms) an answer must have been in view to be an old one. */
const LOOK = 5000;

/**
 * The info desk, and what it has answered.
 * @param {import("../../page.js").Props & { shown: boolean, read: (answers: string[]) => void }} props
 */
export function Help({ state, t, act, shown, read }) {
  const [text, write] = useDraft(act, "help");
  const { wrong, fits } = useMeasure({ id: "help-text", text, longest: LONGEST, empty: t.writeRequest, t });
  const fresh = unread(state, act);
  const no = notice(state, "help");
  useEffect(() => {
    if (!shown || fresh.length === 0) return;
    const timer = setTimeout(() => read(fresh), LOOK);
    return () => clearTimeout(timer);
  }, [shown, fresh.join()]);
  const submit = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    if (!fits()) return;
    act.want({ action: "help", text: text.trim() });
    write("");
  };
  const why = no ? `${t.notAsked} ${t.why(no.code, no.message)}` : null;
  return html`<section class="helping" data-testid="help" aria-labelledby="help">
    <h2 id="help">${t.help}</h2>
    <form class="card" onSubmit=${submit} novalidate>
      <${Writing} id="help-text" label=${t.yourRequest} hint=${t.helpHint} text=${text} longest=${LONGEST} t=${t} rows=${2}
        write=${write} wrong=${wrong || why} />
      <${TakenBack} ...${{ state, t, act, text, write }} action="help" />
      <button type="submit" class="main" data-testid="help-send">${t.askForHelp}</button>
    </form>
    <${Requests} ...${{ state, t, fresh }} />
  </section>`;
}

/** @param {Pick<import("../../page.js").Props, "state" | "t"> & { fresh: string[] }} props */
function Requests({ state, t, fresh }) {
  const going = state.outbox.flatMap(({ command }) => (command.action === "help" ? [command] : []));
  const mine = helped(state);
  if (going.length + mine.length === 0) return null;
  const unsent = state.connection === "online" ? "going" : "unsent";
  const one = (
    /** @type {{ id: string, text: string, state: "going" | "unsent" | "waiting" | "taken" | "answered", answer?: string | null }} */ it,
  ) =>
    html`<li key=${it.id} class="my-question" data-testid="request" data-state=${it.state} data-new=${fresh.includes(it.id) ? "yes" : "no"}>
      <p class="text">${it.text}</p>
      <p class="became"><span class="chip" data-became=${it.state}>${t.helped[it.state]}</span>
        ${fresh.includes(it.id) && html` <strong class="badge new">${t.isNew}</strong>`}</p>
      ${it.answer && html`<blockquote class="answer">${it.answer}</blockquote>`}
    </li>`;
  return html`<section class="mine" aria-labelledby="requests">
    <h3 id="requests">${t.myRequests}</h3>
    <ul>
      ${going.map(({ id, text }) => one({ id, text, state: unsent }))}
      ${mine.map(one)}
    </ul>
  </section>`;
}
