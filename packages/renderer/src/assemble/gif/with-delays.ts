import { EncodeError } from "../../errors.ts";

/** What is put into a GIF. */
interface GifChanges {
  /** Of each picture, in hundredths of a second. */
  readonly delays: readonly number[];
  readonly comment: string;
}

const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const COMMENT = 0xfe;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const SCREEN_BYTES = 13;
const IMAGE_BYTES = 10;
const LONGEST_SUB_BLOCK = 255;

/**
 * A GIF with other delays and a comment: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 *
 * @throws {EncodeError} if it is damaged, or has not as many pictures as delays.
 */
export function withDelays(gif: Buffer, { delays, comment }: GifChanges): Buffer {
  const bytes = Buffer.from(gif);
  const start = SCREEN_BYTES + paletteBytes(bytes[10] ?? 0);
  let pictures = 0;
  let at = start;
  while (bytes[at] !== TRAILER) {
    if (bytes[at] === EXTENSION) {
      if (bytes[at + 1] === GRAPHIC_CONTROL) bytes.writeUInt16LE(delays[pictures] ?? 0, at + 4);
      at = afterSubBlocks(bytes, at + 2);
    } else if (bytes[at] === IMAGE) {
      pictures += 1;
      // The byte before the first sub-block says how long codes are.
      at = afterSubBlocks(bytes, at + IMAGE_BYTES + paletteBytes(bytes[at + 9] ?? 0) + 1);
    } else throw new EncodeError(`The GIF is damaged at byte ${at}.`);
  }
  if (pictures !== delays.length) {
    throw new EncodeError(`The GIF has ${pictures} pictures instead of ${delays.length}.`);
  }
  return Buffer.concat([bytes.subarray(0, start), commentExtension(comment), bytes.subarray(start)]);
}

/** The flags of a screen or an image say whether a palette follows, and how large it is. */
function paletteBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function afterSubBlocks(bytes: Buffer, first: number): number {
  let at = first;
  while (bytes[at]) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

function commentExtension(comment: string): Buffer {
  const text = Buffer.from(comment);
  const blocks: Buffer[] = [Buffer.of(EXTENSION, COMMENT)];
  for (let at = 0; at < text.length; at += LONGEST_SUB_BLOCK) {
    const block = text.subarray(at, at + LONGEST_SUB_BLOCK);
    blocks.push(Buffer.of(block.length), block);
  }
  return Buffer.concat([...blocks, Buffer.of(0)]);
}
