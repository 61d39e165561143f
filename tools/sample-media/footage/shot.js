// Draws a fragment shader over the whole picture, at the time that the renderer says. `seed` is a number in the address: ?seed=3
const head = `#version 300 es
precision highp float;
uniform vec2 size; uniform float time; uniform float seed; out vec4 color;
float hash(vec2 p) { p = fract(p * vec2(123.34, 456.21)); p += dot(p, p + 45.32); return fract(p.x * p.y); }
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p); f = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
float fbm(vec2 p) { float sum = 0.0, part = 0.5; for (int k = 0; k < 5; k++) { sum += part * noise(p); p = p * 2.03 + 17.1; part *= 0.5; } return sum; }
`;

function drawShot(body) {
  const canvas = document.querySelector("canvas");
  const gl = canvas.getContext("webgl2", { preserveDrawingBuffer: true });
  const program = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, `#version 300 es\nin vec2 at; void main() { gl_Position = vec4(at, 0, 1); }`],
    [gl.FRAGMENT_SHADER, head + body],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader));
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  gl.uniform2f(gl.getUniformLocation(program, "size"), canvas.width, canvas.height);
  const uniform = (name, value) => gl.uniform1f(gl.getUniformLocation(program, name), value);
  const draw = (time) => {
    uniform("time", time);
    uniform("seed", 1);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  };
  window.addEventListener("hf-seek", ({ detail }) => draw(detail.time));
  draw(0);
}
