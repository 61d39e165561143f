/** Where a narration is from: made by HeyGen in one of three ways, or a clip that is there. */
export type NarrationSource = AgentSource | AvatarSource | SpeechSource | FileSource;

/** A source that HeyGen makes a clip of. */
export type MadeSource = AgentSource | AvatarSource | SpeechSource;

/** HeyGen's agent writes and films a video from a prompt: `POST /v3/video-agents`. */
export interface AgentSource {
  readonly type: "agent";
  /** At most 10 000 characters. */
  readonly prompt: string;
  /** The id of a look. @default the agent chooses */
  readonly avatar?: string | undefined;
  readonly voice?: string | undefined;
  readonly style?: string | undefined;
  readonly orientation?: "landscape" | "portrait" | undefined;
}

/** An avatar says a script: `POST /v3/videos`. */
export interface AvatarSource {
  readonly type: "avatar";
  /** At most 5000 characters. */
  readonly script: string;
  /** The id of a look, not of a person. */
  readonly avatar: string;
  /** @default the look's own voice */
  readonly voice?: string | undefined;
  /** Without a background, where the look can be cut out; else with a warning. @default false */
  readonly transparent?: boolean | undefined;
  /** 0.5 to 1.5. @default 1 */
  readonly speed?: number | undefined;
  /** `720p`, `1080p` or `4k`. @default 1080p */
  readonly resolution?: string | undefined;
  /** Such as `16:9` or `1:1`. @default 16:9 */
  readonly aspectRatio?: string | undefined;
}

/** A voice says a script, without a picture: `POST /v3/voices/speech`. */
export interface SpeechSource {
  readonly type: "speech";
  /** At most 5000 characters. */
  readonly script: string;
  /** The id of a voice of the starfish engine. */
  readonly voice: string;
  /** 0.5 to 2. @default 1 */
  readonly speed?: number | undefined;
  readonly language?: string | undefined;
}

/** A clip that was made before. */
export interface FileSource {
  readonly type: "file";
  /** A path in the project, or an https address. */
  readonly src: string;
  /** The times of its words: JSON, SRT or VTT, found in the same way. */
  readonly words?: string | undefined;
}
