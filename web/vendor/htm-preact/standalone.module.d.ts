/** What `h` makes: opaque to us. */
export interface VNode {
  type: unknown;
  props: unknown;
}

/** What may stand between tags. */
export type Drawn = VNode | string | number | boolean | null | undefined | Drawn[];

export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode;
export function render(drawn: VNode, parent: Element): void;
export function useState<T>(initial: T | (() => T)): [T, (next: T) => void];
export function useEffect(effect: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useLayoutEffect(effect: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useRef<T>(initial: T | null): { current: T | null };
