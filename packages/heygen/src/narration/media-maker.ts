/** What a clip is to show and say. */
export interface MediaOrder {
  /** `video` has a picture; `speech` is sound alone. */
  readonly kind: "video" | "speech";
  readonly format: "mp4" | "webm" | "mp3";
  /** What is said; empty if only the picture counts. */
  readonly script: string;
  /** A sound or video file that is heard instead. */
  readonly sound?: Uint8Array | undefined;
  /** Pixels; 0 for speech. */
  readonly width: number;
  readonly height: number;
  /** The picture has an alpha channel. */
  readonly transparent: boolean;
  /** 0.5 to 2; 1 is as usual. */
  readonly speed: number;
  /** A colour of CSS; ours if it is left out. */
  readonly background?: string | undefined;
  readonly avatarId?: string | undefined;
  readonly voiceId?: string | undefined;
}

/** A word and when it is said, in seconds. */
export interface SpokenWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** A finished clip. */
export interface Media {
  readonly content: Uint8Array;
  /** Its media type. */
  readonly type: string;
  readonly durationSeconds: number;
  readonly words: readonly SpokenWord[];
}

/** Makes clips in HeyGen's stead. It may take its time. */
export interface MediaMaker {
  make(order: MediaOrder, signal: AbortSignal): Promise<Media>;
}
