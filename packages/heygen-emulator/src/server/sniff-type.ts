/** First bytes of the types that HeyGen takes: https://en.wikipedia.org/wiki/List_of_file_signatures */
const starts: ReadonlyArray<readonly [offset: number, bytes: string, type: string]> = [
  [0, "89504e470d0a1a0a", "image/png"],
  [0, "ffd8ff", "image/jpeg"],
  [4, "66747970", "video/mp4"],
  [0, "1a45dfa3", "video/webm"],
  [0, "494433", "audio/mpeg"],
  [0, "fffb", "audio/mpeg"],
  [8, "57415645", "audio/wav"],
  [0, "25504446", "application/pdf"],
];

/** A file's media type by its first bytes; undefined if they tell nothing. */
export function sniffType(content: Uint8Array): string | undefined {
  const head = Buffer.from(content.subarray(0, 16)).toString("hex");
  return starts.find(([offset, bytes]) => head.startsWith(bytes, offset * 2))?.[2];
}
