import type { Seconds } from "../../timeline/units.ts";
import type { NarrationClip } from "../narration-clip.ts";

/** Where the narration comes from. The renderer only checks it; whoever makes the clip reads it. */
export type NarrationSource =
  | {
      readonly type: "agent";
      readonly prompt: string;
      readonly avatar?: string;
      readonly voice?: string;
      readonly style?: string;
      readonly orientation?: "landscape" | "portrait";
    }
  | {
      readonly type: "avatar";
      readonly script: string;
      readonly avatar: string;
      readonly voice?: string;
      readonly transparent?: boolean;
      readonly speed?: number;
      readonly resolution?: string;
      readonly aspectRatio?: string;
    }
  | {
      readonly type: "speech";
      readonly script: string;
      readonly voice: string;
      readonly speed?: number;
      readonly language?: string;
    }
  | {
      readonly type: "file";
      /** A path in the project, or an https address. */
      readonly src: string;
      /** A JSON, SRT or VTT file with the times of the words. */
      readonly words?: string;
    };

/** A length: CSS pixels, or a part of the frame. */
export type Length = { readonly pixels: number } | { readonly part: number };

/** The corner of the picture that the presenter is in. */
export type Corner = "top-left" | "top-right" | "bottom-left" | "bottom-right";

/** Where the presenter is: in a corner, or with the middle at a place of the frame. */
export type Position = { readonly corner: Corner } | { readonly x: Length; readonly y: Length };

/** How the presenter is cut out. */
export type Shape = "circle" | "rounded" | "rectangle" | "cut-out";

/** How the presenter comes or goes. */
export interface Passage {
  readonly type: "fade" | "slide" | "scale" | "none";
  readonly seconds: Seconds;
}

/** A ring around the shape. */
export interface Border {
  /** `#rrggbb`, or with alpha, as CSS has it. */
  readonly color: string;
  /** CSS pixels. */
  readonly width: number;
}

/** A shadow that the shape casts. Lengths in CSS pixels. */
export interface Shadow {
  readonly color: string;
  readonly blur: number;
  readonly x: number;
  readonly y: number;
}

/** A colour behind the presenter that becomes transparent. */
export interface ChromaKey {
  /** `#rrggbb`. */
  readonly color: string;
  /** How far from it a colour still is background: 0 exactly it, 1 everything. */
  readonly similarity: number;
  /** Over how much of that scale a pixel goes from transparent to opaque. */
  readonly blend: number;
  /** Whether the colour that is thrown on the presenter is taken away. */
  readonly despill: boolean;
}

/** A stretch in which the presenter fills the picture. */
export interface FullMoment {
  /** As `data-start`: seconds, or a moment of the narration. */
  readonly from: string;
  readonly to: string;
  /** How long it takes to get there, and back. */
  readonly ease: Seconds;
}

/** Where and how the presenter is seen. */
export interface Placement {
  readonly position: Position;
  /** The height. */
  readonly size: Length;
  readonly shape: Shape;
  /** Width to height; `null`: 1 for a circle, else that of the clip. */
  readonly aspect: number | null;
  /** Of rounded corners; parts are of the height. */
  readonly radius: Length;
  readonly border: Border | null;
  readonly shadow: Shadow | null;
  /** From the corner's sides; parts are of the frame's shorter side. */
  readonly margin: Length;
  /** Whether room is left for what platforms put over a picture of this shape. */
  readonly safeArea: boolean;
  /** The point of the clip that is kept in the middle as far as it can be, in parts of its width and height. */
  readonly focus: { readonly x: number; readonly y: number };
  /** How much the clip is enlarged within its shape; 1 shows as much as fits. */
  readonly zoom: number;
  readonly key: ChromaKey | null;
  /** When the narration begins, as `data-start`: seconds, or another clip's end. */
  readonly start: string;
  readonly enter: Passage;
  readonly exit: Passage;
  readonly full: readonly FullMoment[];
}

/** How other sounds give way to speech. */
export interface Ducking {
  /** How much quieter they get, in dB. */
  readonly depth: number;
  readonly attack: Seconds;
  readonly release: Seconds;
}

/** How the narration sounds in the mix. */
export interface NarrationSound {
  /** Linear gain. */
  readonly level: number;
  readonly fadeIn: Seconds;
  readonly fadeOut: Seconds;
  readonly duck: Ducking | null;
  /** What the finished mix is brought to, in LUFS; `null`: left as it is. */
  readonly loudness: number | null;
}

/**
 * What happens if the narration is not as long as the composition. `extend`: the composition is held on its last frame
 * until the narration ends. `hold`: that too, and a presenter who is done stays as a still picture. `trim`: the narration
 * is faded out at the composition's end. `error`: a narration that is longer is refused.
 */
export type LengthRule = "extend" | "hold" | "trim" | "error";

/** How words are shown: drawn into the picture, as a track of the file, as files beside it. */
export type CaptionKind = "burned" | "track" | "file";

/** A name for a moment of the narration: a word or phrase that is spoken then, or seconds from its start. */
export type NarrationCues = Readonly<Record<string, string | number>>;

/** The whole `narration` block of `hyperframes.json`, checked and completed. */
export interface NarrationSettings {
  readonly source: NarrationSource;
  readonly placement: Placement;
  readonly sound: NarrationSound;
  readonly length: LengthRule;
  readonly captions: readonly CaptionKind[];
  readonly cues: NarrationCues;
}

/** A narration for a render: how, and what. */
export interface GivenNarration {
  readonly settings: NarrationSettings;
  readonly clip: NarrationClip;
}
