import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { SIZES, step } from "../../lab/sizes.js";
import { Slider } from "./slider.js";

/** @param {import("./lab.js").Props} props */
export function Audience({ t, act, chosen }) {
  const { people, tempo, grade } = chosen;
  const gather = (/** @type {number} */ place) => act.gather(SIZES[place] ?? people);
  return html`
    <${Slider} name="people" label=${t.lab.crowd} says=${t.lab.people(people)} max=${SIZES.length - 1} value=${step(people)} change=${gather} />
    <${Slider} name="tempo" label=${t.lab.tempo} says=${t.lab.each(t.decimal(tempo))} min=${2} max=${7} step=${0.5} value=${tempo} change=${act.hurry} />
    <${Slider} name="grade" label=${t.lab.force} says=${t.lab.graded(grade)} max=${15} value=${grade} change=${act.force} />
  `;
}
