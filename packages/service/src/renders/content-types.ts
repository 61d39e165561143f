import { extname } from "node:path";

/** What the files of renders are, by the endings of their names. */
const contentTypes: Readonly<Record<string, string>> = {
  ".mp4": "video/mp4",
  ".webm": "video/webm",
  ".mov": "video/quicktime",
  ".gif": "image/gif",
  ".png": "image/png",
  ".vtt": "text/vtt",
};

/** What a file is, by its name. */
export function contentTypeOf(file: string): string {
  return contentTypes[extname(file)] ?? "application/octet-stream";
}

/** How the name of such a file ends; empty for what is unknown. */
export function endingOf(contentType: string): string {
  return Object.keys(contentTypes).find((ending) => contentTypes[ending] === contentType) ?? "";
}
