import type { EncodedPacket } from "mediabunny";
import { isAlphaKey, joinAlpha } from "./video-alpha.ts";
import { FrameDecoder } from "./video-decoder.ts";
import type { VideoFile } from "./video-file.ts";

/** Frames that are decoded ahead: the next one, and the one that tells how long it is shown. */
const AHEAD = 2;
/** Packets that wait for the decoder. With those in it and the frame in use, five frames are alive at most. */
const WAITING = 1;
/** A jump that is shorter is decoded through, without asking for a key frame, in seconds. */
const SHORT_JUMP = 0.5;
/** A video that ends so much before its length is cut off. Not every format tells how long the last frame lasts. */
const CUT_OFF = 1;

/** What a reader goes by besides the file. */
interface ReadingContext {
  /** Where the video should end, in seconds. */
  readonly length: number;
  /** Told from which second on frames are missing, and why. */
  readonly complain: (seconds: number, reason: unknown) => void;
}

/** Reads the frames of one video in the order of presentation, and jumps where it is asked to. */
export class VideoReader {
  readonly #file: VideoFile;
  readonly #context: ReadingContext;
  #color: FrameDecoder | null = null;
  #alpha: FrameDecoder | null = null;
  /** Of the frames whose opacity is being decoded, in microseconds. */
  readonly #alphaStamps = new Set<number>();
  #last: EncodedPacket | null = null;
  #next: EncodedPacket | null = null;
  /** The stamp of the frame given out last, in microseconds. */
  #shown: number | null = null;
  /** Of the packets read so far, in seconds. */
  #end = 0;
  #ended = false;
  #working: Promise<unknown> = Promise.resolve();

  constructor(file: VideoFile, context: ReadingContext) {
    this.#file = file;
    this.#context = context;
  }

  /**
   * The frame whose interval holds a media time, or the first or last one if none does. The caller closes it.
   *
   * @returns `null` if it is the one given out last.
   */
  frameAt(seconds: number): Promise<VideoFrame | null> {
    return this.#inTurn(() => this.#frameAt(seconds));
  }

  /** Decodes what will be wanted next. */
  async prepare(seconds?: number): Promise<void> {
    await this.#inTurn(async () => {
      if (seconds !== undefined && !this.#color) await this.#seek(seconds);
      await this.#fill(AHEAD);
    });
  }

  /** Gives the decoder and its frames back; the next frame wanted is sought. */
  async release(): Promise<void> {
    await this.#inTurn(() => Promise.resolve(this.#stop()));
  }

  #stop(): void {
    this.#color?.close();
    this.#alpha?.close();
    this.#color = null;
    this.#alpha = null;
    this.#alphaStamps.clear();
    this.#shown = null;
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#working.then(work);
    this.#working = turn.catch(() => undefined);
    return turn;
  }

  async #frameAt(seconds: number): Promise<VideoFrame | null> {
    const isDue = (stamp: number): boolean => stamp / 1e6 <= seconds + this.#file.tolerance;
    await this.#seekIfNeeded(seconds, isDue);
    for (;;) {
      const frames = this.#color?.frames ?? [];
      while (frames[1] && isDue(frames[1].timestamp)) frames.shift()?.close();
      const [first] = frames;
      // One more than is wanted tells that the frame before it is the last that is due.
      const isKnown = this.#ended || frames.length > 1;
      if (first && !isDue(first.timestamp) && this.#shown !== null) return null;
      if (first && isKnown) return this.#take();
      if (!first && this.#ended) return null;
      await this.#fill(frames.length + 1);
    }
  }

  async #take(): Promise<VideoFrame | null> {
    const color = this.#color?.frames.shift();
    if (!color) return null;
    this.#shown = color.timestamp;
    const alpha = await this.#alphaOf(color);
    if (!alpha) return color;
    const joined = await joinAlpha(color, alpha);
    color.close();
    alpha.close();
    return joined;
  }

  async #alphaOf({ timestamp }: VideoFrame): Promise<VideoFrame | null> {
    const decoder = this.#alpha;
    while (decoder && this.#alphaStamps.has(timestamp)) {
      while (decoder.frames[0] && decoder.frames[0].timestamp < timestamp) decoder.frames.shift()?.close();
      const [first] = decoder.frames;
      if (first) return this.#takeAlpha(decoder, timestamp);
      if (decoder.failure) return null;
      await decoder.happening();
    }
    return null;
  }

  #takeAlpha({ frames }: FrameDecoder, timestamp: number): VideoFrame | null {
    for (const stamp of this.#alphaStamps) if (stamp <= timestamp) this.#alphaStamps.delete(stamp);
    return frames[0]?.timestamp === timestamp ? (frames.shift() ?? null) : null;
  }

  async #seekIfNeeded(seconds: number, isDue: (stamp: number) => boolean): Promise<void> {
    if (!this.#color) return this.#seek(seconds);
    const newest = this.#color.frames.at(-1)?.timestamp ?? this.#shown ?? 0;
    if (this.#shown !== null && !isDue(this.#shown)) {
      // Before its first frame a video shows that one.
      if (this.#shown > this.#file.firstStamp) return this.#seek(seconds);
    }
    if (seconds < newest / 1e6 + SHORT_JUMP) return;
    const key = await this.#keyFor(seconds);
    if (key && key.sequenceNumber > (this.#last?.sequenceNumber ?? 0)) this.#start(key);
  }

  async #seek(seconds: number): Promise<void> {
    const key = await this.#keyFor(seconds);
    if (key) this.#start(key);
    else this.#ended = true;
  }

  async #keyFor(seconds: number): Promise<EncodedPacket | null> {
    const { packets, tolerance, hasAlpha, config } = this.#file;
    const options = { verifyKeyPackets: true };
    let key = await packets.getKeyPacket(seconds + tolerance, options);
    while (key && hasAlpha && !isAlphaKey(key, config.codec)) {
      key = await packets.getKeyPacket(key.timestamp - tolerance, options);
    }
    return key ?? (await packets.getFirstKeyPacket(options));
  }

  #start(key: EncodedPacket): void {
    this.#stop();
    this.#color = new FrameDecoder(this.#file.config);
    this.#alpha = this.#file.hasAlpha ? new FrameDecoder(this.#file.config) : null;
    this.#last = null;
    this.#next = key;
    this.#ended = false;
  }

  /** Decodes until so many frames are ready, or there are no more. */
  async #fill(count: number): Promise<void> {
    while (this.#color && this.#color.frames.length < count && !this.#ended) {
      if (this.#color.failure) await this.#goOn(this.#color.failure);
      else if (this.#color.waiting >= WAITING) await this.#color.happening();
      else if (this.#next) await this.#feed(this.#color, this.#next);
      else await this.#finish(this.#color);
    }
  }

  async #feed(color: FrameDecoder, packet: EncodedPacket): Promise<void> {
    color.feed(packet.toEncodedVideoChunk());
    if (packet.sideData.alpha && this.#alpha) {
      const type = isAlphaKey(packet, this.#file.config.codec) ? "key" : "delta";
      this.#alphaStamps.add(packet.microsecondTimestamp);
      this.#alpha.feed(packet.alphaToEncodedVideoChunk(type));
    }
    this.#last = packet;
    this.#end = Math.max(this.#end, packet.timestamp + packet.duration);
    try {
      this.#next = await this.#file.packets.getNextPacket(packet);
      const isCutOff = !this.#next && this.#end < this.#context.length - CUT_OFF;
      if (isCutOff) this.#context.complain(this.#end, "the file ends");
    } catch (error) {
      this.#next = null;
      this.#context.complain(packet.timestamp + packet.duration, error);
    }
  }

  async #finish(color: FrameDecoder): Promise<void> {
    await Promise.all([color.flush(), this.#alpha?.flush()]);
    if (!color.failure) this.#ended = true;
  }

  /** Where packets are damaged, decoding goes on with the next key frame; until then the last good frame stands. */
  async #goOn(failure: DOMException): Promise<void> {
    const { packets } = this.#file;
    const last = this.#last;
    this.#context.complain(last?.timestamp ?? 0, failure.message);
    const key = last && (await packets.getNextKeyPacket(last, { verifyKeyPackets: true }).catch(() => null));
    const shown = this.#shown;
    const good = this.#color?.frames.splice(0) ?? [];
    if (key) this.#start(key);
    else this.#ended = true;
    this.#shown = shown;
    this.#color?.frames.unshift(...good);
  }
}
