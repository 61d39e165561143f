import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "../sample-media/run-program.ts";

/** Pictures of one template in one size. */
export interface PicturesRequest {
  /** The template's folder. */
  readonly template: string;
  readonly size: string;
  /** Seconds. */
  readonly at: readonly string[];
  /** Whether somebody speaks, and is seen. */
  readonly narrated: boolean;
  /** For what is made on the way, and the pictures. */
  readonly scratch: string;
}

const script =
  "Here is what you see in the picture, and none of it is covered by whoever tells it. In whatever size you look at it, " +
  "from the first word to the last of all that is said, there is room for both: what is shown, and who is speaking.";
const source = { type: "avatar", avatar: "look_ada_studio", aspectRatio: "1:1", resolution: "720p", script };
const narration = { source, captions: "burned" };

/** Takes pictures as `hyperframes snapshot` does; whoever speaks is a placeholder, so that no account is needed. */
export async function takePictures(command: string, request: PicturesRequest): Promise<readonly string[]> {
  const { template, size, at, narrated, scratch } = request;
  const folder = join(scratch, `${size.replace(":", "x")}-${narrated ? "narrated" : "silent"}`);
  await mkdir(folder);
  const settings = { template, size, ...(narrated ? { narration } : {}) };
  await writeFile(join(folder, "hyperframes.json"), JSON.stringify(settings));
  const output = ["-o", join(folder, "picture.png"), "--json"];
  const answer = runProgram(command, ["snapshot", folder, "--at", at.join(","), ...output]);
  return (JSON.parse(answer) as { readonly files: readonly string[] }).files;
}
