// Says how many columns a gallery has room for.
const [least, gap] = [150, 12];

export function observe(element, owner) {
  let told = 0;
  const observer = new ResizeObserver(([entry]) => {
    const columns = Math.max(2, Math.floor((entry.contentRect.width + gap) / (least + gap)));
    if (columns === told) return;
    told = columns;
    owner.invokeMethodAsync("ColumnsAsync", columns).catch(() => { });
  });
  observer.observe(element);
  return { dispose: () => observer.disconnect() };
}
