import { contentType } from "mime-types";

/** Where the registered type is one with which browsers do less, or there is none. */
const ownTypes: ReadonlyArray<readonly [RegExp, string]> = [
  [/\.cjs$/i, "text/javascript; charset=utf-8"],
  [/\.m4v$/i, "video/mp4"],
  [/\.flac$/i, "audio/flac"],
  [/\.(?:glsl|vert|frag|vs|fs)$/i, "text/plain; charset=utf-8"],
];

const unknownType = "application/octet-stream";

/** The value of `Content-Type` for a file name or path; text is UTF-8, which is what compositions are written in. */
export function contentTypeOf(path: string): string {
  const own = ownTypes.find(([pattern]) => pattern.test(path));
  if (own) return own[1];
  // With a folder in it, a name without an ending would be read as a type of its own.
  const ending = /\.[^./\\]+$/.exec(path);
  return ending ? contentType(`x${ending[0]}`) || unknownType : unknownType;
}
