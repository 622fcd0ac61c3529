// The texts of a table as a person reads them. A cell that spans rows or columns is in each of them.
const text = (cell) => cell.innerText.replace(/\s+/g, ' ').trim();
const name = (cell) => text(cell.querySelector('a') ?? cell);

function grid(rows) {
  const filled = rows.map(() => []);
  rows.forEach((row, y) => [...row.cells].forEach((cell) => {
    let x = 0;
    while (filled[y][x]) {
      x++;
    }
    for (let down = 0; down < Math.min(cell.rowSpan, rows.length - y); down++) {
      for (let right = 0; right < cell.colSpan; right++) {
        filled[y + down][x + right] = cell;
      }
    }
  }));
  return filled;
}

const table = arguments[0];
const heads = grid([...table.tHead?.rows ?? []]);
const columns = (heads[0] ?? []).map((_, x) => [...new Set(heads.map((row) => row[x]))].filter(Boolean).map(text).join(' ').trim());
const rows = grid([...table.tBodies].flatMap((body) => [...body.rows]));
return {
  caption: table.caption ? text(table.caption) : '',
  columns,
  rows: rows.filter((row) => row[0].getClientRects().length > 0).map((row) => {
    const header = row.find((cell) => cell.matches('th[scope=row]')) ?? row[0];
    return { name: name(header), cells: row.map(text) };
  }),
};
