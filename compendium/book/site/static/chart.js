/* Draws the charts of a page from the specifications that stand in it, in the page's own colours. */
(function () {
  "use strict";

  // for what a chart leaves to Vega's own choice, which is made for white paper
  const DARK_CONFIG = {
    axis: { labelColor: "#dde1e6", titleColor: "#dde1e6", gridColor: "#3d434c", domainColor: "#8d96a1", tickColor: "#8d96a1" },
    legend: { labelColor: "#dde1e6", titleColor: "#dde1e6" },
    header: { labelColor: "#dde1e6", titleColor: "#dde1e6" },
    title: { color: "#dde1e6", subtitleColor: "#a3abb6" },
    text: { color: "#dde1e6" },
    rule: { color: "#a3abb6" },
  };
  const PAPER = "#121212";
  const FAINT = "#2c3036";
  const NARROW = 520;
  const MARGIN = 16;
  const LINE = 16;
  // a row with its words above its marks on a phone: how high it is, and how far words and marks stand from its middle
  const ROW = 48, LOWER = 10;
  // what the names of rows take beside a grid on a phone
  const ROWS = 130;
  // what the first and the last name on the axis may take of the width, outside of the plot
  const OVERHANG = 18;
  // a chart is drawn when it is this near to what is in sight
  const NEAR = "600px 0px";
  // the pages' policy allows no code made of text and no styles in the page: expressions are interpreted, and
  // what Vega would style by itself stands in charts.css
  const SETTINGS = {
    actions: false, renderer: "svg", ast: true, defaultStyle: false, tooltip: { disableDefaultStyle: true },
  };

  function isDark() {
    return document.documentElement.dataset.theme === "dark";
  }

  // Greys change places: ink becomes light and paper dark. Colours keep their hue and their order from
  // darker to lighter, and become light enough to be seen on a dark page.
  function darkened(colour) {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
    const high = Math.max(r, g, b), low = Math.min(r, g, b), lightness = (high + low) / 2, range = high - low;
    if (lightness > 0.98) return PAPER;
    if (lightness > 0.88 && range < 0.1) return FAINT;
    const saturation = range === 0 ? 0 : range / (1 - Math.abs(2 * lightness - 1));
    if (range < 0.1) return "hsl(215, 9%, " + Math.round(100 - 82 * lightness) + "%)";
    const turn = high === r ? ((g - b) / range + 6) % 6 : high === g ? (b - r) / range + 2 : (r - g) / range + 4;
    const [hue, strong, light] = [60 * turn, 100 * Math.min(saturation, 0.75), 45 + 45 * lightness].map(Math.round);
    return "hsl(" + hue + ", " + strong + "%, " + light + "%)";
  }

  function recoloured(value) {
    if (typeof value === "string") return /^#[0-9a-f]{6}$/i.test(value) ? darkened(value) : value;
    if (Array.isArray(value)) return value.map(recoloured);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recoloured(each)]));
  }

  function merged(base, over) {
    const result = { ...base };
    for (const [key, value] of Object.entries(over)) {
      const both = result[key] && typeof result[key] === "object" && typeof value === "object";
      result[key] = both ? merged(result[key], value) : value;
    }
    return result;
  }

  const ruler = document.createElement("canvas").getContext("2d");

  // as few lines as the width allows, and those of much the same length: no word is left alone in the last one
  function wrapped(text, width, font) {
    const lines = broken(text, width, font);
    let narrow = width / 2, wide = width;
    while (lines.length > 1 && wide - narrow > 4) {
      const middle = (narrow + wide) / 2;
      if (broken(text, middle, font).length > lines.length) narrow = middle;
      else wide = middle;
    }
    return lines.length > 1 ? broken(text, wide, font) : lines;
  }

  function broken(text, width, font) {
    const words = (Array.isArray(text) ? text.join(" ") : String(text)).split(/\s+/);
    ruler.font = font;
    const lines = [];
    for (const word of words) {
      const longer = lines.length ? lines[lines.length - 1] + " " + word : word;
      if (lines.length && ruler.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  // a title is a sentence: it is broken to the width that there is
  function fitted(spec, width) {
    if (!spec.title) return spec;
    const style = (spec.config && spec.config.title) || {};
    const title = typeof spec.title === "object" && !Array.isArray(spec.title) ? { ...spec.title } : { text: spec.title };
    const family = style.font || "sans-serif";
    title.text = wrapped(title.text || "", width, "bold " + (style.fontSize || 16) + "px " + family);
    // at the edge of the chart, not of the plot: beside long labels there is no room for a sentence
    title.frame = "bounds";
    if (title.subtitle) title.subtitle = wrapped(title.subtitle, width, (style.subtitleFontSize || 13) + "px " + family);
    return { ...spec, title };
  }

  function isLabel(layer) {
    const { mark, encoding } = layer;
    return mark && mark.type === "text" && mark.align === "left" && encoding.x && encoding.x.value === 0 && encoding.text.field;
  }

  // The line above a bar or a point begins at the left edge: what is longer than the chart is broken, and
  // every row becomes so much higher. All labels get as many lines, so that each ends just above its mark.
  function labelled(spec, width) {
    for (const layer of (spec.layer || []).filter(isLabel)) {
      const rows = rowsOf(spec, layer), field = layer.encoding.text.field, size = layer.mark.fontSize || 13;
      const family = ((spec.config || {}).text || {}).font || "sans-serif";
      const own = rows.filter((row) => typeof row[field] === "string");
      const lines = own.map((row) => wrapped(row[field], width, size + "px " + family));
      const most = Math.max(1, ...lines.map((each) => each.length));
      if (most === 1) continue;
      own.forEach((row, at) => { row.label_lines = [...Array(most - lines[at].length).fill(" "), ...lines[at]]; });
      const more = (most - 1) * LINE;
      layer.encoding.text = { field: "label_lines", type: "nominal" };
      layer.mark = { ...layer.mark, lineHeight: LINE, dy: (layer.mark.dy || 0) - more };
      spec.height += more * new Set(own.map((row) => row[layer.encoding.y.field])).size;
    }
    return spec;
  }

  // Beside the marks there is no room for words on a phone: they go above them, each row becomes higher, and
  // the marks move down in it.
  function stacked(spec) {
    const field = spec.usermeta && spec.usermeta.compendium && spec.usermeta.compendium.lanes;
    if (!field) return spec;
    const order = [];
    for (const layer of spec.layer.filter((each) => each.encoding && each.encoding.y && each.encoding.y.field === field)) {
      for (const each of layer.encoding.y.sort || []) if (!order.includes(each)) order.push(each);
      layer.encoding.y = { ...layer.encoding.y, axis: null };
      layer.mark = { ...(typeof layer.mark === "string" ? { type: layer.mark } : layer.mark), yOffset: LOWER };
    }
    const rows = order.map((each) => ({ [field]: each, words: each.replaceAll("\n", " ") }));
    spec.datasets = { ...spec.datasets, words: rows };
    spec.layer.push({
      data: { name: "words" }, mark: { type: "text", align: "left", baseline: "middle", dy: -LOWER },
      encoding: { x: { value: 0 }, y: { field, type: "nominal", sort: order, axis: null }, text: { field: "words" } },
    });
    spec.height = ROW * order.length;
    return spec;
  }

  function rowsOf(spec, layer) {
    return (spec.datasets || {})[(layer.data || spec.data || {}).name] || [];
  }

  // names of columns stand upright where they have no room beside each other
  function upright(spec, layer, width) {
    const x = layer.encoding && layer.encoding.x, axis = x && x.axis;
    if (!axis || axis.orient !== "top") return;
    const names = [...new Set(rowsOf(spec, layer).map((row) => String(row[x.field])))];
    ruler.font = "13px " + ((spec.config || {}).font || "sans-serif");
    const room = (width - ROWS) / names.length - 6;
    axis.labelAngle = names.some((name) => name.split("\n").some((line) => ruler.measureText(line).width > room)) ? -90 : 0;
  }

  function narrowed(spec, width) {
    (spec.layer || [spec]).forEach((layer) => upright(spec, layer, width));
    const small = {
      legend: { orient: "top", direction: "vertical" }, axis: { labelLimit: 130 }, axisX: { labelOverlap: "parity", tickCount: 3 },
    };
    return { ...spec, config: merged(spec.config || {}, small) };
  }

  function prepared(written, width) {
    const cloned = structuredClone(written);
    let spec = labelled(fitted(width < NARROW ? stacked(cloned) : cloned, width - MARGIN), width - MARGIN - OVERHANG);
    if (width < NARROW) spec = narrowed(spec, width);
    if (!isDark()) return spec;
    const dark = recoloured(spec);
    return { ...dark, config: merged(DARK_CONFIG, dark.config || {}) };
  }

  // ---- the height that a chart will need, before it is drawn ----

  function lines(text) {
    return Array.isArray(text) ? text.length : text ? 1 : 0;
  }

  function titleHeight(spec) {
    const style = (spec.config && spec.config.title) || {}, title = spec.title || {};
    return lines(title.text) * (style.lineHeight || 18) + lines(title.subtitle) * (style.subtitleLineHeight || 16);
  }

  // the still picture of the chart, at a width of its own, tells what stands around the plot
  function reserve(box) {
    const spec = specOf(box), picture = box.querySelector(".chart-picture"), width = box.clientWidth;
    const height = Number(picture && picture.getAttribute("height"));
    if (!width || !height || typeof spec.height !== "number") return;
    const around = height - titleHeight(spec) - spec.height;
    const drawn = prepared(spec, width);
    box.style.setProperty("--chart-height", Math.ceil(around + titleHeight(drawn) + drawn.height) + "px");
    const controls = (spec.params || []).filter((each) => each.bind).length;
    if (controls) box.style.setProperty("--controls-height", "calc(" + controls + " * (var(--control-height) + 0.25rem) + 0.25rem)");
  }

  // ---- drawing ----

  function specOf(box) {
    return JSON.parse(box.querySelector("script").textContent);
  }

  // where the reader has set the controls of a chart that is drawn already, a new drawing begins
  function kept(spec, result) {
    if (!result || !spec.params) return spec;
    const params = spec.params.map((each) => each.bind ? { ...each, value: result.view.signal(each.name) } : each);
    return { ...spec, params };
  }

  async function draw(box) {
    const slot = box.querySelector(".chart-drawing");
    const width = box.clientWidth;
    if (!width) return;
    box.drawnWidth = width;
    slot.hidden = false;
    // the first drawing is made out of sight, while the picture still stands in its place
    box.classList.toggle("drawing", !box.classList.contains("drawn"));
    try {
      const spec = kept(specOf(box), box.result);
      if (box.result) box.result.finalize();
      box.result = await window.vegaEmbed(slot, prepared(spec, width), SETTINGS);
      box.classList.add("drawn");
    } catch (problem) {
      // the picture stays; the reason is told where somebody who looks for it will find it
      slot.hidden = true;
      box.classList.remove("drawn", "awaited");
      box.tabIndex = 0;
      console.error("chart " + box.dataset.chart + ": " + problem.message);
    }
    box.classList.remove("drawing");
  }

  function start(boxes) {
    const begun = () => boxes.filter((box) => box.drawnWidth);
    const near = new IntersectionObserver((seen) => {
      for (const { target } of seen.filter((each) => each.isIntersecting)) {
        near.unobserve(target);
        draw(target);
      }
    }, { rootMargin: NEAR });
    boxes.forEach((box) => near.observe(box));
    new MutationObserver(() => begun().forEach(draw)).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    let waiting = 0;
    const watch = new ResizeObserver(() => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        boxes.filter((box) => !box.drawnWidth).forEach(reserve);
        begun().filter((box) => box.clientWidth !== box.drawnWidth).forEach((box) => { reserve(box); draw(box); });
      }, 150);
    });
    boxes.forEach((box) => watch.observe(box));
  }

  // this script comes before Vega, which takes long to arrive: the room for the charts is made at once
  const boxes = Array.from(document.querySelectorAll(".chart"));
  boxes.forEach(reserve);
  // what is going to be drawn fits its box, and is no stop on the way of the keyboard
  boxes.forEach((box) => { box.classList.add("awaited"); box.removeAttribute("tabindex"); });
  document.addEventListener("DOMContentLoaded", () => start(boxes));
})();
