import type { Assembly } from "../encode/format.ts";
import { inPhase } from "../errors.ts";
import { assembleFiles } from "./assemble-files.ts";
import { assembleGif } from "./assemble-gif.ts";
import { assembleMuxed } from "./assemble-muxed.ts";
import type { AssembleRequest, Assembler } from "./assemble-request.ts";
import type { ClaimedOutput } from "./claim-output.ts";
import type { Segment } from "./segment.ts";

const assemblers: Readonly<Record<Assembly, Assembler>> = {
  insert: assembleMuxed,
  join: assembleMuxed,
  gif: assembleGif,
  files: assembleFiles,
  sound: assembleMuxed,
};

/** Joins segments and sound to one file or folder, and gives it its name once it is whole. */
export async function assembleOutput(
  segments: readonly Segment[],
  output: ClaimedOutput,
  request: AssembleRequest,
): Promise<void> {
  const { format } = request;
  const file = output.temporaryFile;
  await inPhase("assemble", () => assemblers[format.assembly](segments, { ...request, file }));
  await inPhase("write", () => output.commit());
}
