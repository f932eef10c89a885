import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { StagePoll } from "./poll.js";
import { StageQuestion } from "./question.js";

/** @typedef {import("../../client/scene.js").Scene} Scene */

/** @param {import("../../page.js").Props & { scene: Scene, timed?: boolean }} props the poll or the question of a scene, if it has one */
export function Scenery(props) {
  const { scene } = props;
  if (scene.show === "poll") {
    const { poll } = scene;
    return html`<${StagePoll} key="${poll.id}/${poll.round}" ...${props} poll=${poll} />`;
  }
  if (scene.show !== "question") return null;
  return html`<${StageQuestion} key=${scene.question.id} ...${props} question=${scene.question} />`;
}
