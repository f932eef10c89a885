/**
 * @param {Float32Array} left
 * @param {Float32Array} right
 * @param {number} sampleRate
 * @returns {Buffer} a WAV file: stereo, 16 bit
 */
export function wave(left, right, sampleRate) {
  const file = Buffer.alloc(44 + left.length * 4);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + left.length * 4, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // samples as they are
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(left.length * 4, 40);
  for (let i = 0; i < left.length; i++) {
    file.writeInt16LE(whole(left[i]), 44 + 4 * i);
    file.writeInt16LE(whole(right[i]), 46 + 4 * i);
  }
  return file;
}

/** @param {number} sample */
function whole(sample) {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)));
}
