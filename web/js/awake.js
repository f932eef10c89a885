/**
 * Keeps the screen on for as long as the page is to be seen. A browser that cannot, or may not, is left alone.
 * @param {WakeLock | undefined} lock
 */
export function awake(lock) {
  let held = false;

  async function ask() {
    if (held || !lock || document.visibilityState !== "visible") return;
    held = true;
    try {
      const sentinel = await lock.request("screen");
      // The browser takes it back when the page is hidden, or to save the battery.
      sentinel.addEventListener("release", () => {
        held = false;
        setTimeout(ask, 1000);
      });
    } catch {
      held = false;
    }
  }

  document.addEventListener("visibilitychange", ask);
  void ask();
}
