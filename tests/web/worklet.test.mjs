import assert from "node:assert/strict";
import { test } from "node:test";

test("the audio thread plays ticks and one's own claps, and stops", async () => {
  let Processor;
  globalThis.sampleRate = 44_100;
  globalThis.AudioWorkletProcessor = class {
    port = {};
  };
  globalThis.registerProcessor = (name, processor) => {
    assert.equal(name, "applause");
    Processor = processor;
  };
  await import("../../web/js/applause/worklet.js");
  const processor = new Processor({ processorOptions: { seed: 4 } });
  const played = (blocks) => {
    let energy = 0;
    for (let i = 0; i < blocks; i++) {
      const output = [new Float32Array(128), new Float32Array(128)];
      assert.equal(processor.process([], [output]), true);
      for (const side of output) energy += side.reduce((sum, sample) => sum + sample * sample, 0);
    }
    return energy;
  };
  const tell = (data) => processor.port.onmessage({ data });
  assert.equal(played(10), 0);
  tell({ tick: { n: 1, k: 1, e: 8, length: 0.25, each: [[0, 0.2]] } });
  assert.ok(played(200) > 1e-3);
  tell({ clap: 8 });
  assert.ok(played(10) > 1e-3);
  tell({ stop: true });
  played(30);
  assert.equal(played(100), 0);
});
