import { OptionError } from "@hyperframes-engine/errors";
import { expect, test } from "vitest";
import { readS3Address } from "../../src/files/read-s3-address.ts";

const key = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" };
const credentials = { accessKeyId: "id", secretAccessKey: "secret" };

test("reads a bucket, its folder, and where it is", () => {
  expect(
    readS3Address("s3://videos", { ...key, AWS_REGION: "eu-central-1", AWS_SESSION_TOKEN: "t" }),
  ).toEqual({
    ...{ bucket: "videos", prefix: "", region: "eu-central-1", endpoint: null, pathStyle: false },
    credentials: { ...credentials, sessionToken: "t" },
  });
  expect(
    readS3Address("s3://videos/all/of%20them/?endpoint=https://s3.example.com&region=auto", key),
  ).toEqual({
    ...{ bucket: "videos", prefix: "all/of them/", region: "auto", endpoint: "https://s3.example.com" },
    ...{ pathStyle: true, credentials },
  });
  expect(readS3Address("s3://videos?endpoint=http://127.0.0.1:9000&pathStyle=false", key).pathStyle).toBe(
    false,
  );
});

test.each([
  "",
  "videos",
  "s3://",
  "s3://A_B",
  "https://videos",
  "s3://videos?regoin=x",
  "s3://videos?endpoint=ftp://x",
  "s3://videos:80",
])("refuses %s", (address) => {
  expect(() => readS3Address(address, key)).toThrow(OptionError);
});

test("wants the key from the environment, and repeats none from an address", () => {
  expect(() => readS3Address("s3://videos", {})).toThrow("AWS_SECRET_ACCESS_KEY");
  expect(() => readS3Address("s3://id:secret@videos", key)).toThrow(/"s3:\/\/…@videos"/);
});
