/** A page with a value in every kind of place that can hold one; `name` is the field, `n` makes names unique. */
export function everyPlace(name: string, n: number): string {
  const value = `<<${name}>>`;
  return `<section id="s${n}">
<p>${value}</p><p>x${value}y</p><b>{{${name}}}</b><textarea>${value}</textarea><pre>${value}</pre>
<p title="${value}">a</p><p title='x${value}'>b</p><p title=${value}>c</p><p title=x${value}>d</p><p title = ${value} lang=en>d</p>
<p class="a ${value} b" data-x="${value}" aria-label='${value}'>e</p>
<a href="${value}">f</a><a href=${value}>g</a><a href="https://safe.test/${value}?q=${value}#${value}">h</a><a href='/${value}'>i</a>
<form action="${value}"><button formaction="${value}">j</button><input value="${value}" placeholder=${value}></form>
<p style="color: ${value}; --x: ${value}; width: ${value}px">k</p><p style='font-family: "${value}", ${value}'>l</p>
<p style="background-image: url(img/${value}.png)">m</p><p style="color:${value}" title="${value}">m</p>
<p onclick="run('${value}', ${value})">n</p><p onclick='f("${value}")' onmouseover=f(${value})>o</p>
<!-- ${value} --><!--${value}-->
<svg viewBox="0 0 9 9"><title>${value}</title><text fill="${value}" x="${value}">${value}</text><path d="${value}" style="stroke:${value}"/><a xlink:href="${value}" href="${value}"><text>p</text></a>
<style>.q${n} { fill: ${value}; content: "${value}" }</style><animate attributeName="width" to="${value}"/></svg>
<math><mi title="${value}">${value}</mi></math>
<table><tr><td title="${value}">${value}</td></tr></table><select><option value="${value}">${value}</option></select>
<template><i title="${value}">${value}</i></template>
<style>.a${n} { color: ${value}; width: calc(${value} * 1px) } .b${n}::before { content: "${value}"; font-family: '${value}' } /* ${value} */ .c${n} { background: url(img/${value}.png), url("img/${value}") }</style>
<script>{ const a = "${value}", b = '${value}', c = \`x\${1}${value}\`, d = ${value}, e = [${value}, -${value}], f = { k: ${value} }, g = () => ${value}, h = <<json ${name}>>; // ${value}
/* ${value} */ values.push([a, b, c, d, e, f, g(), h]); }</script>
<script type="module">values.push(["${value}", ${value}]);</script>
<script type="application/json">{ "a": "${value}", "b": ${value}, "c": [${value}] }</script>
<script type="application/ld+json">{ "a": "x${value}" }</script>
<div data-composition-variables='[{"id":"x","default":"${value}"}]' data-variable-values="{}">r</div>
</section>`;
}

/** Places for addresses of pictures, which data may choose; of these, http and https are fetched. */
export function everyPicture(name: string): string {
  const value = `<<${name}>>`;
  return `<img src="${value}"><img srcset="${value}"><img srcset="${value} 1x, ${value} 2x"><img src=${value}><svg><image href="${value}"/></svg>
<p style="background-image: url('${value}')"></p><p style="background: url(${value})"></p><video poster="${value}"></video>`;
}
