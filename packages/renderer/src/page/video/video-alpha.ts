import type { EncodedPacket } from "mediabunny";

/**
 * One frame out of the two that WebM keeps of a transparent picture: the colours, and the opacity as brightness.
 * https://wiki.webmproject.org/alpha-channel
 */
export async function joinAlpha(color: VideoFrame, alpha: VideoFrame): Promise<VideoFrame> {
  const rows = color.visibleRect?.height ?? color.codedHeight;
  const opacity = new Uint8Array(alpha.allocationSize());
  const [brightness] = await alpha.copyTo(opacity);
  if (!brightness || !color.format) return color.clone();
  const plane = opacity.subarray(brightness.offset, brightness.offset + brightness.stride * rows);
  const colorBytes = color.allocationSize();
  const data = new Uint8Array(colorBytes + plane.length);
  const layout = await color.copyTo(data.subarray(0, colorBytes));
  data.set(plane, colorBytes);
  return new VideoFrame(data, {
    format: `${color.format}A` as VideoPixelFormat,
    codedWidth: color.visibleRect?.width ?? color.codedWidth,
    codedHeight: rows,
    displayWidth: color.displayWidth,
    displayHeight: color.displayHeight,
    timestamp: color.timestamp,
    colorSpace: color.colorSpace.toJSON(),
    layout: [...layout, { offset: colorBytes, stride: brightness.stride }],
  });
}

/** Whether a packet's opacity can be decoded without those before; its encoder is another than that of the colours. */
export function isAlphaKey({ sideData }: EncodedPacket, codec: string): boolean {
  const [first = 0] = sideData.alpha ?? [];
  // VP8: https://www.rfc-editor.org/rfc/rfc6386#section-9.1
  if (codec.startsWith("vp8")) return (first & 1) === 0;
  // VP9, uncompressed header: marker, profile, show_existing_frame, frame_type.
  return (first & 0b1100) === 0;
}
