import type { Command } from "commander";

/** What the user says of the narration, as commander hands it over. */
export interface NarrationFlags {
  /** A clip to use; false for none; true for what the project says. */
  readonly narration?: string | boolean;
  readonly estimate?: boolean;
  readonly offline?: boolean;
  readonly newNarration?: boolean;
  /** Seconds. */
  readonly narrationTimeout?: string;
  /** Use what was made before, or else a placeholder: for commands that only look. */
  readonly preview?: boolean;
  /** What placeholders are drawn with. */
  readonly ffmpeg?: string;
}

/** Gives a command the flags of narrated projects. */
export function addNarrationFlags(command: Command): void {
  command
    .option(
      "--narration <file>",
      "use this video or sound as the narration, and what lies beside it as its words (NAME.srt)",
    )
    .option("--no-narration", "leave the narration out")
    .option("--estimate", "tell what narration would be made and paid for, without making it or rendering")
    .option("--offline", "draw a placeholder instead of asking HeyGen, without account or network")
    .option("--new-narration", "have the narration made again, and pay for it again")
    .option("--narration-timeout <seconds>", "how long to wait until HeyGen has made it (default: 1200)");
}
