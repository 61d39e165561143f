import { describe, expect, it } from "vitest";
import { contentTypeOf } from "../../src/browser/content-type.ts";

describe("contentTypeOf", () => {
  it.each([
    ["index.html", "text/html; charset=utf-8"],
    ["a.js", "text/javascript; charset=utf-8"],
    ["a.mjs", "text/javascript; charset=utf-8"],
    ["a.cjs", "text/javascript; charset=utf-8"],
    ["a.css", "text/css; charset=utf-8"],
    ["a.json", "application/json; charset=utf-8"],
    ["a.svg", "image/svg+xml"],
    ["a.wasm", "application/wasm"],
    ["a.woff2", "font/woff2"],
    ["a.ttf", "font/ttf"],
    ["a.mp4", "video/mp4"],
    ["a.m4v", "video/mp4"],
    ["a.webm", "video/webm"],
    ["a.mov", "video/quicktime"],
    ["a.mp3", "audio/mpeg"],
    ["a.wav", "audio/wav"],
    ["a.flac", "audio/flac"],
    ["a.avif", "image/avif"],
    ["folder/PHOTO.JPG", "image/jpeg"],
    ["a.vtt", "text/vtt; charset=utf-8"],
    ["shader.frag", "text/plain; charset=utf-8"],
    ["folder.js/html", "application/octet-stream"],
    ["a.unheard-of", "application/octet-stream"],
  ])("%s is %s", (path, type) => {
    expect(contentTypeOf(path)).toBe(type);
  });
});
