import { createTheme, MantineProvider, Menu, Modal, Popover, Tooltip } from "@mantine/core";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/ScrollArea.css";
import "@mantine/core/styles/Paper.css";
import "@mantine/core/styles/Overlay.css";
import "@mantine/core/styles/CloseButton.css";
import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Menu.css";
import "@mantine/core/styles/ModalBase.css";
import "@mantine/core/styles/Modal.css";
import "@mantine/core/styles/Tooltip.css";
import "../styles/tokens.css";
import "../styles/fonts.css";
import "../styles/base.css";
import "../styles/mantine.css";
import type { ReactNode } from "react";
import { useThemeName } from "../charts/theme";

const theme = createTheme({
  fontFamily: "var(--font-ui)",
  fontFamilyMonospace: "var(--font-mono)",
  fontSizes: { xs: "11px", sm: "12px", md: "13px", lg: "14px", xl: "18px" },
  lineHeights: { xs: "16px", sm: "18px", md: "20px", lg: "20px", xl: "24px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "4px", sm: "4px", md: "6px", lg: "10px", xl: "10px" },
  defaultRadius: "md",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Popover: Popover.extend({
      defaultProps: { transitionProps: { duration: 0 }, offset: 6, withinPortal: true },
      classNames: { dropdown: "t-pop" },
    }),
    Menu: Menu.extend({
      defaultProps: { transitionProps: { duration: 0 }, offset: 6 },
      classNames: { dropdown: "t-pop t-menu", item: "t-item" },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, offset: 6, transitionProps: { duration: 0 } },
      classNames: { tooltip: "t-tooltip" },
    }),
    Modal: Modal.extend({
      defaultProps: { transitionProps: { duration: 0 }, shadow: "none", yOffset: "12vh" },
      classNames: {
        content: "t-modal",
        header: "t-modal-head",
        title: "t-modal-title",
        body: "t-modal-body",
        overlay: "t-overlay",
      },
    }),
  },
});

/** Mantine for behaviour, the tokens for looks. */
export function Themed({ children }: { children: ReactNode }) {
  const name = useThemeName();
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={name === "light" ? "light" : "dark"}
      cssVariablesResolver={() => ({
        variables: {
          "--mantine-color-body": "var(--bg)",
          "--mantine-color-text": "var(--text)",
          "--mantine-color-dimmed": "var(--muted)",
          "--mantine-color-default-border": "var(--border)",
          "--mantine-color-anchor": "var(--accent)",
          "--mantine-color-error": "var(--critical)",
          "--mantine-primary-color-filled": "var(--accent)",
        },
        dark: {},
        light: {},
      })}
    >
      {children}
    </MantineProvider>
  );
}
