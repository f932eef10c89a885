import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Applause } from "./applause.js";
import { useFit } from "./fit.js";
import { Gong } from "./gong.js";
import { Notice } from "./notice.js";
import { Scenery } from "./scenery.js";
import { shown } from "./shown.js";
import { signature } from "./stage.js";

/** @typedef {import("../../page.js").Props} Props */

/** @param {Props} props the stage as a layer over a video: nothing but what is shown, and nothing at all if there is none */
export function Overlay(props) {
  return props.state.token && props.state.entered ? html`<${Layer} ...${props} />` : html`<main></main>`;
}

/** @param {Props} props */
function Layer(props) {
  const { state, t, applause } = props;
  const { scene } = shown(props);
  useFit(signature(props, scene, false));
  return html`<main data-testid="overlay" data-scene=${scene.show}>
    <${Applause} ...${{ state, t, applause }} across=${400} />
    <${Scenery} ...${props} scene=${scene} timed />
    <${Gong} ...${props} />
    <${Notice} ...${{ state, t }} />
  </main>`;
}
