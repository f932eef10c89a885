import { Options } from "./options.js";
import { Steps } from "./steps.js";
import { WordFields } from "./words.js";

/**
 * What is filled in for each kind of poll.
 * @type {Record<string, (props: any) => unknown>}
 */
export const ballots = {
  single: Options,
  multiple: Options,
  scale: Steps,
  words: WordFields,
};
