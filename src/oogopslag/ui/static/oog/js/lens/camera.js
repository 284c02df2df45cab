// The camera: asked for by a press only, stopped as soon as the page is hidden.

const WISH = { facingMode: "environment", width: { ideal: 1080 }, height: { ideal: 1920 }, frameRate: { ideal: 30 } };
const WHY = {
  NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "absent",
  OverconstrainedError: "absent", NotReadableError: "taken", AbortError: "taken",
};

export class Camera {
  /** @param {HTMLVideoElement} video @param onFrame gets each frame @param onEnd camera went away */
  constructor(video, onFrame, onEnd) {
    Object.assign(this, { video, onFrame, onEnd, stream: null });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.stream) this.stop("hidden");
    });
    addEventListener("pagehide", () => this.stop("hidden"));
  }

  get running() { return Boolean(this.stream); }

  /** Resolves to "" or to why it does not run: refused, absent, taken. */
  async start() {
    if (!navigator.mediaDevices?.getUserMedia) return "absent";
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: WISH, audio: false });
    } catch (error) {
      return WHY[error.name] ?? "absent";
    }
    const [track] = this.stream.getVideoTracks();
    track.addEventListener("ended", () => this.stop("taken"));
    this.video.srcObject = this.stream;
    await this.video.play();
    this.next();
    return "";
  }

  next() {
    const frame = () => {
      if (!this.stream) return;
      this.onFrame(this.video);
      this.next();
    };
    if (this.video.requestVideoFrameCallback) this.video.requestVideoFrameCallback(frame);
    else requestAnimationFrame(frame);
  }

  /** The lamp beside the lens, where there is one: true when it is on. */
  async lamp(on) {
    const track = this.stream?.getVideoTracks()[0];
    if (!track?.getCapabilities?.().torch) return false;
    await track.applyConstraints({ advanced: [{ torch: on }] });
    return on;
  }

  get hasLamp() { return Boolean(this.stream?.getVideoTracks()[0].getCapabilities?.().torch); }

  stop(why = "") {
    if (!this.stream) return;
    for (const track of this.stream.getTracks()) track.stop();
    this.stream = null;
    this.video.srcObject = null;
    if (why) this.onEnd(why);
  }
}
