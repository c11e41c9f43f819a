// What the page shows: goods of the demo shop's catalogue, drawn in a few strokes.
export const goods = [
  { names: ["无线蓝牙耳机", "無線藍牙耳機", "Wireless earbuds"], specs: ["三色可选", "三色可選", "3 colours"], price: 199, shape: "earbuds" },
  { names: ["不锈钢保温杯", "不鏽鋼保溫杯", "Steel thermos"], specs: ["500 毫升", "500 毫升", "500 ml"], price: 79, shape: "thermos" },
  { names: ["护眼台灯", "護眼檯燈", "Desk lamp"], specs: ["三档调光", "三段調光", "3 levels"], price: 159, shape: "lamp" },
  { names: ["双肩背包", "雙肩背包", "Backpack"], specs: ["20 升", "20 公升", "20 litres"], price: 199, shape: "backpack" },
  { names: ["运动跑鞋", "運動跑鞋", "Running shoes"], specs: ["38–44 码", "38–44 號", "EU 38–44"], price: 369, shape: "shoe" },
  { names: ["电热水壶", "電熱水壺", "Electric kettle"], specs: ["1.7 升", "1.7 公升", "1.7 litres"], price: 89, shape: "kettle" },
  { names: ["羊毛围巾", "羊毛圍巾", "Wool scarf"], specs: ["红 / 灰 / 蓝", "紅 / 灰 / 藍", "Red, grey, blue"], price: 99, shape: "scarf" },
  { names: ["机械键盘 87 键", "機械鍵盤 87 鍵", "Keyboard, 87 keys"], specs: ["黑 / 白", "黑 / 白", "Black, white"], price: 329, shape: "keyboard" },
];

// [background, [[path, fill, stroke], …]] on a field of 160 × 120
const shapes = {
  earbuds: ["#dfeceb", [["M46 44h68a20 20 0 0 1 20 20v10a24 24 0 0 1-24 24H50a24 24 0 0 1-24-24V64a20 20 0 0 1 20-20z", "#fff"], ["M26 68h108", "", "#c9d6d5"], ["M62 22a11 11 0 0 1 11 11v22a5 5 0 0 1-10 0V44a11 11 0 0 1-1-22zM98 22a11 11 0 0 0-11 11v22a5 5 0 0 0 10 0V44a11 11 0 0 0 1-22z", "#2d3a3a"], ["M76 82h8", "", "#0f766e"]]],
  thermos: ["#f6e3d3", [["M60 40h40v58a10 10 0 0 1-10 10H70a10 10 0 0 1-10-10z", "#0f766e"], ["M64 14h32a4 4 0 0 1 4 4v16H60V18a4 4 0 0 1 4-4z", "#2d3a3a"], ["M60 34h40v7H60z", "#c7cfce"], ["M70 54v38", "", "#5fb3aa"]]],
  lamp: ["#e6e9f4", [["M44 104h58a3 3 0 0 1 3 3v3H41v-3a3 3 0 0 1 3-3z", "#2d3a3a"], ["M72 104 58 62l40-30", "", "#2d3a3a"], ["M84 22l34 20a24 24 0 0 1-40-2z", "#e07a5f"], ["M82 46l-14 40h72l-24-42z", "#f2cf7a88"]]],
  backpack: ["#e3ecd9", [["M48 50a32 32 0 0 1 64 0v52a8 8 0 0 1-8 8H56a8 8 0 0 1-8-8z", "#4a6b8a"], ["M66 24a14 14 0 0 1 28 0", "", "#2f4961"], ["M58 72h44v26a6 6 0 0 1-6 6H64a6 6 0 0 1-6-6z", "#5f83a5"], ["M58 82h44M64 50h32", "", "#2f4961"]]],
  shoe: ["#f3dfdd", [["M22 92V66c12 4 22 0 30-14l34 22c10 6 26 6 40 10 8 2 12 8 12 14H28a6 6 0 0 1-6-6z", "#e07a5f"], ["M22 92h116v4a8 8 0 0 1-8 8H32a10 10 0 0 1-10-10z", "#fff"], ["M60 60l-8 9M70 66l-8 9M80 72l-7 9", "", "#fff"]]],
  kettle: ["#e8e4dc", [["M52 38h52l8 60a8 8 0 0 1-8 9H52a8 8 0 0 1-8-9z", "#f8faf9"], ["M104 44c24-6 34 8 26 26l-16 20", "", "#2d3a3a"], ["M52 44 34 54l12 14", "#c7cfce"], ["M56 38a22 12 0 0 1 44 0zM74 22h8v6h-8z", "#2d3a3a"], ["M54 92h48", "", "#0f766e"]]],
  scarf: ["#dfe6ee", [["M50 26c20 14 40 14 60 0l8 20c-24 18-52 18-76 0z", "#b4483c"], ["M58 52l24 6-6 52H50z", "#c95b4d"], ["M88 56l16-6 12 44-22 6z", "#a33d32"], ["M52 96h24M53 88h24M93 86l21-6", "", "#f3d9d4"]]],
  keyboard: ["#ece2ef", [["M24 42h112a8 8 0 0 1 8 8v38a8 8 0 0 1-8 8H24a8 8 0 0 1-8-8V50a8 8 0 0 1 8-8z", "#2d3a3a"], ["M28 54h8M44 54h8M60 54h8M76 54h8M92 54h8M108 54h8M124 54h8M28 69h8M44 69h8M60 69h8M76 69h8M92 69h8M108 69h8M28 84h14M54 84h52M118 84h14", "", "#aab7b6"], ["M124 69h8", "", "#e07a5f"]]],
};

export function drawing(name) {
  const [background, paths] = shapes[name];
  const make = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = make("svg", { viewBox: "0 0 160 120", "aria-hidden": "true" });
  svg.append(make("rect", { width: 160, height: 120, fill: background }));
  for (const [d, fill, stroke] of paths) {
    const line = stroke ? { stroke, "stroke-width": 5, "stroke-linecap": "round", "stroke-linejoin": "round" } : {};
    svg.append(make("path", { d, fill: fill || "none", ...line }));
  }
  return svg;
}
