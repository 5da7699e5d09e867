import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  useRouterState,
} from "@tanstack/react-router";
import { baseUrl } from "./api/http";
import { LiveProvider } from "./api/live";
import { WhoProvider } from "./components/alerts/useWho";
import { CrumbProvider } from "./components/crumb";
import { KeysProvider } from "./components/keys/Keys";
import { NotFound } from "./components/NotFound";
import { ShareProvider } from "./components/share";
import { frameSearch } from "./components/time/search";
import { TimeProvider } from "./components/time/TimeContext";
import { ToastProvider } from "./components/toast";
import { alertingSearch } from "./features/alerts/search";
import { boardParams, boardsSearch } from "./features/boards/search";
import { exploreSearch } from "./features/explore/search";
import { HomePage } from "./features/home/HomePage";
import { homeSearch } from "./features/home/search";
import { hostsSearch } from "./features/hosts/search";
import { loginSearch, setupSearch } from "./features/login/search";
import { ruleSearch } from "./features/rules/search";
import { settingsSearch } from "./features/settings/search";
import { Shell } from "./features/shell/Shell";
import { targetsSearch } from "./features/targets/search";
import { parseSearch, stringifySearch } from "./lib/search";

/** The pages that stand alone, because nobody is known yet: nothing around them asks the server anything. */
const ALONE: string[] = ["/login", "/setup"];

function Root() {
  // by what is shown: the address changes a moment before the page does
  const alone = useRouterState({ select: (s) => s.matches.some((match) => ALONE.includes(match.routeId)) });
  if (alone) {
    return <Outlet />;
  }
  return (
    <LiveProvider>
      <KeysProvider>
        <TimeProvider>
          <ToastProvider>
            <ShareProvider>
              <CrumbProvider>
                <WhoProvider>
                  <Shell />
                </WhoProvider>
              </CrumbProvider>
            </ShareProvider>
          </ToastProvider>
        </TimeProvider>
      </KeysProvider>
    </LiveProvider>
  );
}

const root = createRootRoute({
  validateSearch: frameSearch,
  component: Root,
  notFoundComponent: NotFound,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: homeSearch,
  component: HomePage,
});

const explore = createRoute({
  getParentRoute: () => root,
  path: "/explore",
  validateSearch: exploreSearch,
  component: lazyRouteComponent(() => import("./features/explore/ExplorePage"), "ExplorePage"),
});

const targets = createRoute({
  getParentRoute: () => root,
  path: "/scrape-targets",
  validateSearch: targetsSearch,
  component: lazyRouteComponent(() => import("./features/targets/TargetsPage"), "TargetsPage"),
});

const alerting = createRoute({
  getParentRoute: () => root,
  path: "/alerting",
  validateSearch: alertingSearch,
  component: lazyRouteComponent(() => import("./features/alerts/AlertingPage"), "AlertingPage"),
});

const newRule = createRoute({
  getParentRoute: () => root,
  path: "/alerting/rules/new",
  validateSearch: ruleSearch,
  component: lazyRouteComponent(() => import("./features/rules/RulePage"), "NewRulePage"),
});

const editRule = createRoute({
  getParentRoute: () => root,
  path: "/alerting/rules/edit",
  validateSearch: ruleSearch,
  component: lazyRouteComponent(() => import("./features/rules/RulePage"), "EditRulePage"),
});

const hosts = createRoute({
  getParentRoute: () => root,
  path: "/hosts",
  validateSearch: hostsSearch,
  component: lazyRouteComponent(() => import("./features/hosts/HostsPage"), "HostsPage"),
});

const host = createRoute({
  getParentRoute: () => root,
  path: "/hosts/$instance",
  component: lazyRouteComponent(() => import("./features/hosts/HostPage"), "HostPage"),
});

const boards = createRoute({
  getParentRoute: () => root,
  path: "/dashboards",
  validateSearch: boardsSearch,
  component: lazyRouteComponent(() => import("./features/boards/ListPage"), "ListPage"),
});

const board = createRoute({
  getParentRoute: () => root,
  path: "/dashboards/$uid",
  validateSearch: boardParams,
  component: lazyRouteComponent(() => import("./features/boards/BoardPage"), "BoardPage"),
});

const newBoard = createRoute({
  getParentRoute: () => root,
  path: "/dashboards/new",
  validateSearch: boardParams,
  component: lazyRouteComponent(() => import("./features/boards/BoardPage"), "BoardPage"),
});

const importBoards = createRoute({
  getParentRoute: () => root,
  path: "/dashboards/import",
  component: lazyRouteComponent(() => import("./features/boards/ImportPage"), "ImportPage"),
});

const snapshot = createRoute({
  getParentRoute: () => root,
  path: "/snapshot/$id",
  validateSearch: boardParams,
  component: lazyRouteComponent(() => import("./features/boards/SnapshotPage"), "SnapshotPage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import("./features/settings/SettingsPage"), "SettingsPage"),
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: loginSearch,
  component: lazyRouteComponent(() => import("./features/login/LoginPage"), "LoginPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  validateSearch: setupSearch,
  component: lazyRouteComponent(() => import("./features/login/SetupPage"), "SetupPage"),
});

/** Every route; the search of each is read and written as plain `a=b`, so that links stay readable. */
export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      explore,
      targets,
      alerting,
      newRule,
      editRule,
      hosts,
      host,
      boards,
      board,
      newBoard,
      importBoards,
      snapshot,
      settings,
      login,
      setup,
    ]),
    basepath: baseUrl().pathname,
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
