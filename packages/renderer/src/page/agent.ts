import { leadAdapters, needsEveryFrame, offerRegistries, seekAdapters } from "./animations/adapters.ts";
import { animationClock } from "./animations/animation-clock.ts";
import { CssAnimations } from "./animations/css-animations.ts";
import { startSmil } from "./animations/start-smil.ts";
import { keepGsapExact, pauseTimelines, seekTimelines, timelineKeys } from "./animations/timelines.ts";
import { showClips } from "./composition/clips.ts";
import { readDurations } from "./composition/durations.ts";
import { giveVariables } from "./composition/give-variables.ts";
import { openStage, type Stage } from "./composition/open-stage.ts";
import { fixValues } from "./fixed-values.ts";
import { watchCanvasFonts } from "./fonts/canvas-fonts.ts";
import { GradedImages } from "./grading/graded-images.ts";
import { isPromise } from "./is-promise.ts";
import { LatePictures } from "./late-pictures.ts";
import { endWithSources } from "./media/end-with-sources.ts";
import { frameCallbacksOf } from "./media/frame-callbacks.ts";
import { playedMedia } from "./media/played-media.ts";
import { tellVainUse } from "./media/tell-vain-use.ts";
import { mayChangeVolume, presetVolumes, VolumeRecorder } from "./media/volume-envelope.ts";
import { CaptionLayer } from "./narration/caption-layer.ts";
import { giveNarration } from "./narration/give-narration.ts";
import { givePlaces } from "./narration/give-places.ts";
import { watchShadowRoots } from "./open-roots.ts";
import type { OwnClock } from "./own-clock.ts";
import { PartMounter } from "./parts/part-mounter.ts";
import {
  awaitBinding,
  lateNotice,
  type AgentConfig,
  type PageAgent,
  type PageMeasure,
  type VolumeChange,
} from "./protocol.ts";
import { quietDialogs } from "./quiet-dialogs.ts";
import { missingTimelines, readReadiness } from "./readiness.ts";
import { seedCrypto } from "./seeded-crypto.ts";
import { sendSeekEvent } from "./seek-event.ts";
import { SheetPictures } from "./sheet-pictures.ts";
import { tellRenderer } from "./tell-renderer.ts";
import { FrameQueue } from "./time/frame-queue.ts";
import { FrameStirrer } from "./time/frame-stirrer.ts";
import { tellPageTime, type PageTime } from "./time/page-time.ts";
import type { VideoStage } from "./video-stage.ts";
import { quietMedia } from "./video/video-quiet.ts";
import { windowName } from "./window-name.ts";
import { pageWorkers } from "./workers/page-workers.ts";

declare global {
  var __hyperframesConfig: AgentConfig;
  var __hyperframesAgent: PageAgent;
}

/** Drives one page: shows and hides its clips, seeks its timelines, and says when it is ready. */
class Agent implements PageAgent {
  readonly #config: AgentConfig;
  readonly #request = window.requestAnimationFrame.bind(window);
  readonly #clock: OwnClock | null;
  readonly #queue: FrameQueue | null;
  readonly #endPresets = presetVolumes();
  readonly #volumes = new VolumeRecorder();
  readonly #pageTime: PageTime;
  readonly #mounter: PartMounter;
  readonly #graded = new GradedImages();
  readonly #sheets = new SheetPictures();
  readonly #late = new LatePictures(() => void tellRenderer(awaitBinding, lateNotice));
  readonly #played = playedMedia();
  #forgone: readonly string[] = [];
  #held = false;
  #opened: Stage | null = null;
  #zero: number | null = null;
  #awaited = false;
  #videos: VideoStage | null = null;
  #begun = false;
  #captions: CaptionLayer | null = null;
  #stirrer: FrameStirrer | null = null;
  #animations: CssAnimations | null = null;

  constructor(config: AgentConfig) {
    this.#config = config;
    giveVariables(config);
    giveNarration(config.narration);
    givePlaces(config.narration?.places ?? null);
    this.#mounter = new PartMounter(config);
    this.#clock = globalThis.__hyperframesCreateClock?.() ?? null;
    this.#pageTime = tellPageTime();
    this.#queue = config.holdCallbacks ? new FrameQueue() : null;
    quietMedia(this.#played, (element, name) => this.#tellVain(element, name));
    offerRegistries();
    // Registered before any of the page's own, this callback is the first to run in every frame.
    this.#request((timestamp) => this.#onFrame(timestamp));
  }

  readiness(): ReturnType<PageAgent["readiness"]> {
    this.#openCaptions();
    const awaited = { forgone: this.#forgone, graded: this.#graded, sheets: this.#sheets };
    return readReadiness(this.#config, this.#mounter, awaited);
  }

  forgoTimelines(): void {
    this.#forgone = missingTimelines(this.#config, this.#mounter);
  }

  measure(): PageMeasure {
    const { tree, clips, reports, problems, media, narrationStart } = this.#stage;
    this.#endPresets();
    return {
      durations: readDurations(tree, clips),
      clips: reports,
      problems,
      timelineKeys: timelineKeys(),
      missingTimelines: this.#forgone,
      complaints: this.#mounter.complaints,
      gradingProblems: this.#graded.problems,
      media: [...media.map(({ report }) => report), ...(this.#played?.sounds(media.length) ?? [])],
      changesVolume: media.length > 0 && mayChangeVolume(),
      narrationStart,
      hasAnimatedPictures: this.#stirrer !== null,
      hasWorkers: pageWorkers()?.areUsed ?? false,
    };
  }

  admitAnimatedPictures(): void {
    this.#stirrer ??= new FrameStirrer();
  }

  async openVideos(): Promise<string | null> {
    const opened = await globalThis.__hyperframesOpenVideos?.({
      clips: this.#stage.media,
      sources: this.#config.videos,
      callbacksOf: frameCallbacksOf,
      onVain: (element, name) => this.#tellVain(element, name),
    });
    this.#videos = opened?.stage ?? null;
    const { clips, media } = this.#stage;
    this.#opened = { ...this.#stage, clips: endWithSources(clips, media, this.#config.videos) };
    return opened?.failure ?? null;
  }

  async begin(zero: number): Promise<boolean> {
    this.#pageTime.refine(zero);
    keepGsapExact();
    pauseTimelines(this.#stage.tree);
    const { rate } = this.#config;
    this.#animations = new CssAnimations(this.#stage, animationClock({ own: this.#clock, zero, rate }));
    await this.#videos?.show(0);
    this.#played?.begin(zero);
    await this.#played?.show(zero);
    const promises = this.#show(0);
    this.#awaited = promises.length > 0 || this.#videos !== null || this.#playsByScript;
    await Promise.allSettled(promises);
    this.#late.watch();
    this.#zero = zero;
    return this.#awaited;
  }

  get begun(): boolean {
    return this.#begun;
  }

  get needsEveryFrame(): boolean {
    return needsEveryFrame() || this.#stirrer !== null || (pageWorkers()?.areUsed ?? false);
  }

  async seek(frame: number): Promise<void> {
    // Before the page's own listeners, which may draw what the videos show.
    await this.#videos?.show(this.#timeOf(frame));
    await this.#played?.show((this.#zero ?? 0) + this.#timeOf(frame) * 1000);
    await Promise.allSettled(this.#show(frame));
    // What a listener has sought is in this frame.
    await this.#played?.settle();
    await this.#late.settled();
  }

  unattendedVideos(): readonly object[] {
    return this.#played?.unattended() ?? [];
  }

  attendedVideos(count: number): void {
    this.#played?.attended(count);
  }

  async sampleVolumes(first: number, end: number): Promise<readonly VolumeChange[]> {
    for (let frame = first; frame < end; frame += 1) {
      await this.seek(frame);
      this.#volumes.note(this.#stage.media, frame);
    }
    return this.#volumes.take();
  }

  hold(value: boolean): void {
    this.#held = value;
  }

  async advanceWorkers(time: number, frame: boolean): Promise<number | null> {
    this.#pageTime.hold(time);
    const next = await pageWorkers()?.advance(time, frame);
    this.#pageTime.hold(null);
    return next ?? null;
  }

  async advance(time: number): Promise<void> {
    await this.#clock?.advanceTo(time);
  }

  async tick(frame: number): Promise<void> {
    const { numerator, denominator } = this.#config.rate;
    await this.#clock?.advanceTo((this.#zero ?? 0) + (frame * denominator * 1000) / numerator);
    await this.seek(frame);
    this.#clock?.present();
    await this.#late.settled();
  }

  /** What the composition shows in a frame: its last one for ever, where it is held. */
  #timeOf(frame: number): number {
    const { heldFrom } = this.#config;
    return this.#clockTime(heldFrom === null ? frame : Math.min(frame, heldFrom - 1));
  }

  #clockTime(frame: number): number {
    const { numerator, denominator } = this.#config.rate;
    return (frame * denominator) / numerator;
  }

  /** As soon as there is a body to draw them over, so that their font is waited for like the page's own. */
  #openCaptions(): void {
    const layout = this.#config.narration?.captions;
    if (layout && document.body) this.#captions ??= new CaptionLayer(layout);
  }

  /** What plays on the page, once it is ready. */
  get #stage(): Stage {
    this.#opened ??= openStage(this.#config, this.#mounter);
    return this.#opened;
  }

  get #playsByScript(): boolean {
    return this.#played?.areThere ?? false;
  }

  /** Before its first frame, a page may set up whatever it likes. */
  #tellVain(element: Element, name: string): void {
    if (this.#begun) tellVainUse(element, name);
  }

  #onFrame(timestamp: number): void {
    this.#request((next) => this.#onFrame(next));
    this.#stirrer?.stir();
    if (this.#zero === null || this.#held) return;
    if (!this.#begun && !this.#clock) startSmil();
    this.#begun = true;
    if (!this.#awaited && !this.#playsByScript && !this.#clock) this.#showAt(timestamp - this.#zero);
    this.#queue?.run(timestamp);
  }

  #showAt(elapsed: number): void {
    const { numerator, denominator } = this.#config.rate;
    // Timestamps are rounded to a tenth of a millisecond; the frame number is not.
    const frame = Math.round((elapsed * numerator) / denominator / 1000);
    const promises = this.#show(frame);
    if (promises.length > 0) tellRenderer(awaitBinding, "");
  }

  #show(frame: number): Array<PromiseLike<unknown>> {
    const time = this.#timeOf(frame);
    showClips(this.#stage.clips, time);
    const promises = this.#seekAll(frame, time);
    this.#animations?.show(time);
    return [...promises, ...this.#graded.show()];
  }

  #seekAll(frame: number, time: number): Array<PromiseLike<unknown>> {
    const { tree, narrationStart } = this.#stage;
    if (narrationStart !== null) this.#captions?.show(this.#clockTime(frame) - narrationStart);
    if (this.#zero !== null) leadAdapters(this.#zero + time * 1000);
    if (window.__hf?.seek) {
      const result = window.__hf.seek(time);
      seekTimelines(tree, time);
      return isPromise(result) ? [result] : [];
    }
    seekTimelines(tree, time);
    seekAdapters(tree, time);
    return sendSeekEvent(time);
  }
}

// The script is injected into every frame of the page; only the outermost is the composition.
seedCrypto(windowName());
fixValues();
quietDialogs();
watchShadowRoots();
watchCanvasFonts(document.fonts);
if (window.top === window) {
  const value: PageAgent = new Agent(globalThis.__hyperframesConfig);
  Object.defineProperty(globalThis, "__hyperframesAgent", { value, enumerable: false });
} else {
  tellPageTime();
  const played = playedMedia();
  if (played) quietMedia(played);
}
pageWorkers()?.follow(windowName(), globalThis.__hyperframesConfig.workerScript);
