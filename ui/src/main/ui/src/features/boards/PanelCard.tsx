import { Menu, Tooltip } from "@mantine/core";
import { ExternalLink, Info, Link2, TriangleAlert } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Age } from "../../components/Age";
import { IconButton } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { useTime } from "../../components/time/TimeContext";
import { interpolate } from "../../lib/board/interpolate";
import { linkHref, looksLikeUrl, safeUrl } from "../../lib/board/links";
import type { PlacedPanel } from "../../lib/board/repeat";
import type { PanelHooks, Replace } from "../../panels/types";
import styles from "./boards.module.css";
import { useBoardView } from "./context";
import type { PanelAnswer } from "./feed";
import { linkContext } from "./linkContext";
import { PanelMenu } from "./PanelMenu";
import { useSight, useSizeOf } from "./useSight";

const PanelView = lazy(() => import("../../panels/PanelView").then((m) => ({ default: m.PanelView })));

export function useAnswer(key: string): PanelAnswer {
  const { feed } = useBoardView();
  const subscribe = useCallback((listener: () => void) => feed.subscribe(key, listener), [feed, key]);
  return useSyncExternalStore(subscribe, () => feed.get(key));
}

/** Fills variables into a panel's own texts; an address is written as one. */
export function useReplace(placed: PlacedPanel, answer: PanelAnswer): Replace {
  const { interpolation } = useBoardView();
  const own = answer.plan?.interpolation;
  const { values } = placed;
  return useMemo(() => {
    const macros = { ...interpolation.macros, ...own?.macros };
    return (text, scope) => {
      const target = looksLikeUrl(text) ? "link" : "text";
      const filled = interpolate(text, { ...interpolation, values, macros: { ...macros, ...scope } }, target);
      return target === "link" ? safeUrl(filled) : filled;
    };
  }, [interpolation, own, values]);
}

function PanelLinks({ placed }: { placed: PlacedPanel }) {
  const view = useBoardView();
  const links = placed.panel.links ?? [];
  if (links.length === 0) {
    return null;
  }
  const context = linkContext(view, placed.values);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <IconButton icon={Link2} label={`Links of ${placed.panel.title ?? "this panel"}`} />
      </Menu.Target>
      <Menu.Dropdown>
        {links.map((link) => (
          <Menu.Item
            key={`${link.title} ${link.url}`}
            component="a"
            href={linkHref(link, context)}
            target={link.newTab ? "_blank" : undefined}
            rel="noreferrer"
            leftSection={<ExternalLink className="i s" aria-hidden />}
          >
            {interpolate(link.title, context.interpolation, "text")}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Title({ placed, answer, replace }: { placed: PlacedPanel; answer: PanelAnswer; replace: Replace }) {
  const { now } = useTime();
  const { panel } = placed;
  const label = answer.plan?.time.label;
  const notices = [...new Set(answer.frames.flatMap((f) => f.notices ?? []))];
  return (
    <header className={styles.head} data-drag={placed.copy ? undefined : true}>
      {answer.error && answer.frames.length > 0 && (
        <Tooltip label={answer.error.message} multiline maw={420}>
          <span className="c-warning">
            <Glyph state="warning" label={false} />
            <span className="sr">A query failed: {answer.error.message}</span>
          </span>
        </Tooltip>
      )}
      <h3 className="ell">{replace(panel.title ?? "")}</h3>
      {panel.description && (
        <Tooltip
          label={replace(panel.description)}
          multiline
          maw={420}
          events={{ hover: true, focus: true, touch: true }}
        >
          <button type="button" className={styles.info} aria-label={`About: ${replace(panel.description)}`}>
            <Info className="i s" aria-hidden />
          </button>
        </Tooltip>
      )}
      <PanelLinks placed={placed} />
      {notices.length > 0 && (
        <Tooltip label={notices.join("\n")} multiline maw={420}>
          <span className="c-warning">
            <TriangleAlert className="i s" aria-label={notices.join(", ")} />
          </span>
        </Tooltip>
      )}
      <span className="end row g4">
        <Age since={answer.staleSince} now={now} />
        {label && <span className="sub t12 muted ell">{label}</span>}
      </span>
    </header>
  );
}

export interface PanelCardProps {
  placed: PlacedPanel;
  onCurrent?: (key: string) => void;
  style?: React.CSSProperties;
  children?: React.ReactNode;
  selected?: boolean;
  onKeyDown?: (event: React.KeyboardEvent<HTMLElement>) => void;
  onPointerDown?: (event: React.PointerEvent<HTMLElement>) => void;
}

/** One panel of a board: frame, title, menu, and what it draws. */
export function PanelCard({ placed, onCurrent, style, children, selected, ...events }: PanelCardProps) {
  const view = useBoardView();
  const { zoomTo, undoZoom } = useTime();
  const { panel, key } = placed;
  const answer = useAnswer(key);
  const replace = useReplace(placed, answer);
  const card = useRef<HTMLElement>(null);
  const [body, size] = useSizeOf<HTMLDivElement>();
  const [hidden, setHidden] = useState<string[]>();
  const { feed, onSight, resolved, setVariable } = view;
  const inSight = useSight(card, (now) => onSight(key, now));
  const filter = view.board.variables?.find((v) => v.kind === "filter");
  const hooks = useMemo<PanelHooks>(
    () => ({
      onZoom: zoomTo,
      onUndoZoom: undoZoom,
      crosshair: view.crosshair,
      onRetry: () => feed.retry(key),
      onFilter: filter
        ? (label, operator, value) =>
            setVariable(filter.name, [
              ...resolved.filters.map((f) => `${f.key}|${f.operator}|${f.value.replaceAll("|", "__gfp__")}`),
              `${label}|${operator}|${value.replaceAll("|", "__gfp__")}`,
            ])
        : undefined,
      onLegend: setHidden,
    }),
    [zoomTo, undoZoom, view.crosshair, feed, key, filter, resolved.filters, setVariable],
  );
  const time = answer.plan?.time ?? view.at;
  const range = useMemo(
    () => ({ from: time.fromMillis, to: time.toMillis }),
    [time.fromMillis, time.toMillis],
  );
  const marks = view.marksOf(panel.id);
  const shown = inSight && size.width > 0 && size.height > 0;
  const first = answer.loading && answer.frames.length === 0;
  return (
    <section
      ref={card}
      className={`panel ${styles.card} ${panel.transparent ? styles.clear : ""}`}
      aria-label={replace(panel.title ?? "") || `Panel ${panel.id}`}
      data-panel={key}
      data-kind={panel.kind}
      data-state={answer.error ? "error" : first ? "loading" : answer.frames.length === 0 ? "empty" : "drawn"}
      data-hidden={hidden?.length || undefined}
      data-selected={selected || undefined}
      style={style}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel takes the focus, so that its keys reach it
      tabIndex={0}
      onFocus={() => onCurrent?.(key)}
      onPointerEnter={() => onCurrent?.(key)}
      {...events}
    >
      {answer.loading && <i className="load" />}
      <Title placed={placed} answer={answer} replace={replace} />
      <PanelMenu placed={placed} title={replace(panel.title ?? "") || `panel ${panel.id}`} />
      <div className={styles.body} ref={body}>
        {shown && (
          <Suspense fallback={null}>
            <PanelView
              panel={panel}
              frames={answer.frames}
              range={range}
              zone={view.zone}
              size={size}
              hooks={hooks}
              replace={replace}
              annotations={marks}
              alerts={view.alerts}
              error={answer.frames.length > 0 ? undefined : answer.error}
              loading={answer.loading}
              staleSince={answer.staleSince}
            />
          </Suspense>
        )}
      </div>
      {children}
    </section>
  );
}
