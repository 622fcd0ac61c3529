// A chart as a file: its picture below its title, on the background of the page.

import { save } from '../csv.js';
import { theme } from './theme.js';

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 16;
const HEAD = 40;
const PIXELS = 2; // of the PNG for one of the page

export function saveSvg(chart, figure) {
  save(`${figure.name}.svg`, new Blob([picture(chart, figure).text], { type: 'image/svg+xml' }));
}

export async function savePng(chart, figure) {
  const { text, width, height } = picture(chart, figure);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: PIXELS * width, height: PIXELS * height });
  const context = canvas.getContext('2d');
  context.scale(PIXELS, PIXELS);
  context.drawImage(image, 0, 0, width, height);
  canvas.toBlob((blob) => save(`${figure.name}.png`, blob), 'image/png');
}

/** The chart as SVG text. It is built of nodes, so that a name with markup stays a text. */
function picture(chart, { name, title, note }) {
  const { back, text: colour, quiet, font } = theme(chart.getWidth());
  const width = chart.getWidth() + 2 * MARGIN;
  const height = chart.getHeight() + 2 * MARGIN + HEAD;
  const root = node('svg', { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': font });
  const drawn = chart.getDom().querySelector('svg').cloneNode(true);
  drawn.removeAttribute('style'); // of its place on the page
  drawn.setAttribute('x', MARGIN);
  drawn.setAttribute('y', MARGIN + HEAD);
  root.append(
    node('rect', { width, height, fill: back }),
    node('text', { x: MARGIN, y: MARGIN + 14, fill: colour, 'font-size': 15, 'font-weight': 600 }, title),
    node('text', { x: MARGIN, y: MARGIN + 32, fill: quiet, 'font-size': 12 }, note ? `${name}. ${note}` : name),
    drawn);
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

function node(name, attributes, text = '') {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).filter(([key]) => key !== 'xmlns').forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text;
  return element;
}
