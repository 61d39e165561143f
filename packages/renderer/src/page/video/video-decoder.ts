/** The browser's decoder, of which one asks for frames instead of being handed them. */
export class FrameDecoder {
  /** Decoded and not yet taken, in the order of presentation. Whoever takes a frame closes it. */
  readonly frames: VideoFrame[] = [];
  /** What broke the decoder, which is of no use after that. */
  failure: DOMException | null = null;
  readonly #decoder: VideoDecoder;
  #wake: () => void = () => undefined;

  constructor(config: VideoDecoderConfig) {
    this.#decoder = new VideoDecoder({
      output: (frame) => {
        this.frames.push(frame);
        this.#wake();
      },
      error: (error) => {
        this.failure ??= error;
        this.#wake();
      },
    });
    this.#decoder.addEventListener("dequeue", () => this.#wake());
    this.#decoder.configure(config);
  }

  /** How many packets wait to be decoded. */
  get waiting(): number {
    return this.#decoder.decodeQueueSize;
  }

  /** Hands a packet over; the first must be a key frame. */
  feed(chunk: EncodedVideoChunk): void {
    if (!this.failure) this.#decoder.decode(chunk);
  }

  /** Resolves when something has happened: a frame came, a packet was taken up, the decoder broke. */
  happening(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** Makes the decoder give out what it has held back. */
  async flush(): Promise<void> {
    // It rejects when the decoder breaks, which is noted already.
    if (!this.failure) await this.#decoder.flush().catch(() => undefined);
  }

  /** Gives everything back. */
  close(): void {
    for (const frame of this.frames.splice(0)) frame.close();
    if (this.#decoder.state !== "closed") this.#decoder.close();
    this.#wake();
  }
}
