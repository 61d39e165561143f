/** Tells whether a line of a renderer's output says that at least one frame was captured. */
export function tellsFirstFrame(line: string): boolean {
  const event = parseObject(line.slice(line.indexOf("{")));
  const kind = event["event"] ?? event["type"] ?? event["code"];
  const count = Number(event["frame"] ?? event["frames"] ?? event["done"]);
  return typeof kind === "string" && /progress|capture|frame/.test(kind) && count >= 1;
}

function parseObject(text: string): Record<string, unknown> {
  if (!text.startsWith("{")) return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
