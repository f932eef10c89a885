/** The page says where the worklet lies: packed pages have it elsewhere. */
const MODULE = 'meta[name="applause"]';

/** What could not be loaded is remembered as such by its address, for as long as its context lives. */
let attempts = 0;

/**
 * @param {BaseAudioContext} context
 * @param {number} seed the same claps in the same way
 * @returns {Promise<AudioWorkletNode>} what plays applause, once it is told to (`applause/worklet.js`)
 */
export async function applause(context, seed) {
  const module = /** @type {HTMLMetaElement} */ (document.querySelector(MODULE)).content;
  await context.audioWorklet.addModule(`${module}#${attempts++}`);
  return new AudioWorkletNode(context, "applause", {
    ...{ numberOfInputs: 0, outputChannelCount: [2], processorOptions: { seed } },
  });
}
