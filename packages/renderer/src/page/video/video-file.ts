import {
  CustomSource,
  EncodedPacketSink,
  Input,
  MATROSKA,
  MP4,
  QTFF,
  WEBM,
  type InputVideoTrack,
} from "mediabunny";
import type { VideoSource } from "../protocol.ts";

/** A video file that is read part by part. */
export interface VideoFile {
  readonly packets: EncodedPacketSink;
  readonly config: VideoDecoderConfig;
  /** Of the picture as it is shown: upright, with square pixels. */
  readonly width: number;
  readonly height: number;
  /** Clockwise, in degrees, after the picture was mirrored left to right. */
  readonly rotation: number;
  readonly flip: boolean;
  readonly hasAlpha: boolean;
  /** When the first frame begins, in whole microseconds. */
  readonly firstStamp: number;
  /** A frame that begins so many seconds after a time counts as begun: its stamp is only rounded. */
  readonly tolerance: number;
}

/** Stamps in 1/90000 s, which are usual, miss those of 23.976 frames per second by up to 6 millionths of a second. */
const STAMP_ROUNDING = 0.00001;
/** Matroska's stamps are whole milliseconds: frame 2 at 30 frames per second has 0.067 instead of 0.0666…. */
const MATROSKA_ROUNDING = 0.0005;

/**
 * Opens a video by the address where it is read.
 *
 * @throws if there is no video, or none that this browser decodes.
 */
export async function openVideoFile(
  { readUrl, colors }: Pick<VideoSource, "readUrl" | "colors">,
  read: typeof fetch,
): Promise<VideoFile> {
  const input = new Input({ formats: [MP4, QTFF, MATROSKA, WEBM], source: rangeSource(readUrl, read) });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error("it has no picture");
  const own = await track.getDecoderConfig();
  const config = own && colors ? { ...own, colorSpace: colors } : own;
  if (!config || !(await VideoDecoder.isConfigSupported(config)).supported) {
    throw new Error(
      `this browser cannot decode it (${config?.codec ?? (await track.getCodec()) ?? "unknown codec"})`,
    );
  }
  const packets = new EncodedPacketSink(track);
  const first = await packets.getFirstKeyPacket();
  if (!first) throw new Error("it has no frame to begin with");
  return { ...(await describe(track)), packets, config, hasAlpha: first.sideData.alpha !== undefined };
}

async function describe(
  track: InputVideoTrack,
): Promise<Pick<VideoFile, "width" | "height" | "rotation" | "flip" | "tolerance" | "firstStamp">> {
  const format = await track.input.getFormat();
  const isRounded = format === MATROSKA || format === WEBM;
  return {
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    rotation: await track.getRotation(),
    flip: await track.getFlip(),
    firstStamp: Math.ceil((await track.getFirstTimestamp()) * 1e6),
    tolerance: isRounded ? MATROSKA_ROUNDING + STAMP_ROUNDING : STAMP_ROUNDING,
  };
}

/** Every request asks for a part and reads it whole: while one is open, the page's clock stands still. */
function rangeSource(url: string, read: typeof fetch): CustomSource {
  return new CustomSource({
    getSize: async () => {
      const { headers } = await requestRange(url, { read, start: 0, end: 1 });
      const size = Number(headers.get("Content-Range")?.split("/")[1]);
      if (!(size > 0)) throw new Error("its length is unknown");
      return size;
    },
    read: async (start, end) => (await requestRange(url, { read, start, end })).bytes,
    prefetchProfile: "network",
  });
}

async function requestRange(
  url: string,
  { read, start, end }: { readonly read: typeof fetch; readonly start: number; readonly end: number },
): Promise<{ readonly headers: Headers; readonly bytes: Uint8Array }> {
  const response = await read(url, { headers: { Range: `bytes=${start}-${end - 1}` } });
  if (response.status !== 206) throw new Error(`HTTP ${response.status}`);
  return { headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}
