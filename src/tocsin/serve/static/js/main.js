// Each part of the page that can do more with a script; without one, every page still reads.
import { light } from "./report.js";
import { brush } from "./timeline.js";
import { keys } from "./keys.js";

for (const figure of document.querySelectorAll("[data-brush]")) brush(figure);
const text = document.querySelector(".reading .text");
if (text) light(text);
const queue = document.querySelector(".queue");
if (queue) keys(queue);
const maps = document.querySelectorAll(".map");
if (maps.length) import("./map.js").then(({ draw }) => maps.forEach(draw));
