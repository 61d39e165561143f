/** Fields that requests had in earlier versions, and what has replaced each: a whole sentence. */
export const retiredFields: Readonly<Record<string, string>> = {
  auto_proceed: "The agent proceeds by itself in mode 'generate', and stops for answers in mode 'chat'.",
  skip_agentic_stop: "The agent proceeds by itself in mode 'generate', and stops for answers in mode 'chat'.",
  video_inputs: "It was of v2; v3 has 'type', 'avatar_id', 'script' and 'voice_id' in its place.",
  character: "It was of v2; v3 has 'avatar_id' in its place.",
  input_text: "It was of v2; v3 has 'script' in its place.",
  video_url: "It was of v2; v3 has 'video' in its place.",
  output_language: "It was of v2; v3 has 'output_languages' in its place.",
};

/** Values that fields had in earlier versions, and the value of today: by field. */
export const renamedValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  avatar_type: { video_avatar: "digital_twin" },
  type: { video: "digital_twin" },
  mode: { fast: "speed", quality: "precision" },
};

/** Variables that the key was read from elsewhere; it is `HEYGEN_API_KEY`'s. */
export const retiredKeyVariables: readonly string[] = ["HEYGEN_TOKEN", "HEYGEN_API_TOKEN", "HEYGEN_KEY"];
