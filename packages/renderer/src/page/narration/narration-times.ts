/** A word of the narration, or what stands for one. */
export interface SpokenWord {
  readonly text: string;
  /** Seconds from the narration's start. */
  readonly start: number;
  readonly end: number;
}

/** Words that are shown together. */
export interface CaptionGroup {
  readonly start: number;
  readonly end: number;
  readonly words: readonly SpokenWord[];
}

/** Where captions are drawn into the picture: sides of the box whose lower edge they stand on, in CSS pixels. */
export interface CaptionLayout {
  readonly groups: readonly CaptionGroup[];
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** The size of letters. */
  readonly size: number;
}

/** A place in the picture, in CSS pixels. */
export interface PictureBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What of the picture belongs to a narration, in CSS pixels. */
export interface NarrationPlaces {
  /** Where the presenter is at rest; `null` where nobody is seen. */
  readonly presenter: PictureBox | null;
  /** Where captions are drawn; `null` where none are. */
  readonly captions: PictureBox | null;
  /** What to leave out at the sides, so that the rest is free of both. */
  readonly safe: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

/** When what is said. Times in seconds from the narration's start. */
export interface NarrationTimes {
  /** As `data-start` of a clip in the root. */
  readonly start: string;
  readonly length: number;
  readonly words: readonly SpokenWord[];
  /** Names for moments: a word or phrase, or a time. */
  readonly cues: Readonly<Record<string, string | number>>;
  /** `null` where none are drawn. */
  readonly captions: CaptionLayout | null;
  readonly places: NarrationPlaces;
}
