import { html, useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { own } from "../../client/own.js";
import { newId } from "../../client/world.js";
import { blank, formOf, LIMITS, mistakes } from "../../desk/drafting.js";
import { AGREE, VOTES } from "../../texts/quick.js";
import { Link } from "../shell.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import { useDraft } from "./draft.js";
import { Objection } from "./objection.js";
import { useSending } from "./sending.js";
import { TextField } from "./text-field.js";

/**
 * Yes, no or abstain, in two taps: made and opened at once.
 * @param {import("./polls.js").PartProps & { close: (id?: string) => void }} props
 */
export function Quick({ state, t, act, close }) {
  const languages = state.event?.languages ?? [];
  const [poll] = useState(newId);
  const [prompt, write, forget] = useDraft(act, `quick.${state.room}`, inAll(AGREE, languages));
  const [secret, keep] = useState(true);
  const made = useSending(state, `polls/${poll}`, () => {
    if (own(state.items.polls, poll)?.rev !== 2) opened.follow(act.want({ action: "poll.open", poll, rev: 1 }));
  });
  const opened = useSending(state, `polls/${poll}`, () => {
    forget();
    close(poll);
  });
  const options = VOTES.map(({ id, text }) => ({ id, text: inAll(text, languages) }));
  const values = { ...blank(languages), prompt, options, secret };
  const wrong = mistakes(values, languages).prompt;
  const working = made.sending || opened.sending;
  const still = state.connection !== "online" || working || wrong !== undefined;
  useEffect(() => {
    if (opened.refusal) close(poll);
  }, [opened.refusal]);
  const go = () => made.follow(act.want({ action: "poll.create", poll: { id: poll, ...formOf(values, languages) } }));
  const flip = (/** @type {{ target: HTMLInputElement }} */ { target }) => keep(target.checked);
  return html`<${Dialog} testid="quick-poll" look="small" title=${t.conduct.quick} close=${() => working || close()} t=${t}>
    <${Link} ...${{ state, t }} />
    <div inert=${working}>
      <${TextField} id="quick" label=${t.draft.prompt} text=${prompt} ...${{ languages, write, t }}
        wrong=${wrong === "long" ? t.pollMistakes.long(LIMITS.prompt) : ""} />
      <label class="check"><input type="checkbox" checked=${secret} onChange=${flip} /> <span>${t.draft.secret}</span></label>
    </div>
    <${Objection} ...${{ state, t, act }} list="polls" id=${poll} />
    <div class="ends">
      <${Button} testid="open-now" look="main" still=${still} onClick=${go}>
        ${working ? t.working : t.conduct.openNow}
      <//>
    </div>
  <//>`;
}

/**
 * @param {Record<string, string>} text in the languages of the pages
 * @param {readonly string[]} languages of the event
 * @returns {Record<string, string>} for another language, none
 */
function inAll(text, languages) {
  const [first = "en"] = languages;
  const own = text[first] ?? text.en ?? "";
  return Object.fromEntries(
    [first, ...languages].map((language) => [language, text[language] ?? ""]).concat([[first, own]]),
  );
}
