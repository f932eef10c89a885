import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { board } from "../../client/questions.js";
import { Ask } from "./ask.js";
import { Asked } from "./asked.js";
import { Board } from "./board.js";

/** @param {import("../../page.js").Props} props what is asked, by oneself and by others */
export function Questions(props) {
  const { state, t } = props;
  const closed = here(state)?.questions === "closed";
  return html`<section class="asking" data-testid="questions" aria-labelledby="questions">
    <h2 id="questions">${t.questions}</h2>
    <${Ask} ...${props} />
    <${Asked} ...${props} />
    ${!(closed && board(state).length === 0) && html`<${Board} ...${props} />`}
  </section>`;
}
