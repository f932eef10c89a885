import { useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { own } from "../../client/own.js";

/**
 * Follows one command until it is granted or refused.
 * @param {import("../../client/reduce.js").State} state
 * @param {string} subject
 * @param {() => void} done called once, when it was granted
 */
export function useSending(state, subject, done) {
  const [id, follow] = useState("");
  const granted = id !== "" && own(state.done, subject) === id;
  const notice = own(state.notices, subject);
  useEffect(() => {
    // A command draws the page at once, which an effect must not do.
    if (granted)
      queueMicrotask(() => {
        done();
        follow("");
      });
  }, [granted]);
  return {
    follow,
    sending: id !== "" && (granted || state.outbox.some(({ command }) => command.id === id)),
    refusal: id !== "" && notice?.command.id === id ? notice : null,
  };
}
