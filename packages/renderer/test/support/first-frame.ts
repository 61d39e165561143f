import { execa } from "execa";

/** Writes a video's first frame to a PNG file. Of the decoders for VP9, only one knows alpha: `-c:v libvpx-vp9`. */
export async function writeFirstFrame(
  video: string,
  png: string,
  { decoder = [], format }: { readonly decoder?: readonly string[]; readonly format: string },
): Promise<void> {
  const written = ["-frames:v", "1", "-pix_fmt", format, png];
  await execa("ffmpeg", ["-v", "error", "-y", ...decoder, "-i", video, ...written]);
}
