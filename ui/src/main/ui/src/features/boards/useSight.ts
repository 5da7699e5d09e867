import { useEffect, useLayoutEffect, useRef, useState } from "react";

/** So far beyond the edge a panel already counts as seen, so that scrolling does not show empty ones. */
const MARGIN = "240px 0px";

/** Whether an element is on screen or nearly so. */
export function useSight<T extends HTMLElement>(
  ref: React.RefObject<T | null>,
  tell: (inSight: boolean) => void,
): boolean {
  const [inSight, setInSight] = useState(false);
  const latest = useRef(tell);
  useLayoutEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    const node = ref.current;
    if (!node) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        const now = entries.at(-1)?.isIntersecting ?? false;
        setInSight(now);
        latest.current(now);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(node);
    return () => {
      observer.disconnect();
      latest.current(false);
    };
  }, [ref]);
  return inSight;
}

export interface Size {
  width: number;
  height: number;
}

/** Inner size of an element in whole pixels, followed as it changes; zero until it is on the page. */
export function useSizeOf<T extends HTMLElement>(): [React.RefObject<T | null>, Size] {
  const ref = useRef<T>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const node = ref.current;
    if (!node) {
      return;
    }
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = node;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    measure();
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
